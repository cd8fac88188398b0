package dev.tidings.format;

import com.google.protobuf.Descriptors.Descriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Protobuf by the schema whose id stands before it, and the message in it that is named after that. */
record Protobuf(Schemas<ProtobufSchema> schemas) implements ValueReader {

    @Override
    public @Nullable Object read(byte[] value, Bounds.Room room) throws DeadException {
        Envelope envelope = Envelope.open(value);
        ProtobufSchema schema = schemas.byId(envelope.schemaId());
        Descriptor type = schema.message(MessageIndexes.read(envelope.payload()));
        try {
            return new ProtobufReader(room).message(type, Slice.of(envelope.payload()));
        } catch (IOException e) {
            throw broken();
        }
    }

    static DeadException broken() {
        return Unreadable.because("value: cut off or not of that message (expected: as its Protobuf schema says)");
    }
}
