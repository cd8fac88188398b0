package dev.tidings.intake.format;

import com.google.protobuf.Descriptors.Descriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads Protobuf with the schema whose id precedes the value, and the message whose indexes follow the id. */
record Protobuf(SchemaCache<ProtobufSchema> schemas) implements ValueReader {

    @Override
    public @Nullable Object read(Serialized written, Bounds.Room room) throws DeadException {
        SchemaFrame envelope = SchemaFrame.open(written);
        ProtobufSchema schema = schemas.byId(envelope.schema());
        Descriptor type = schema.message(MessageIndexes.read(envelope.indexes()));
        try {
            return new ProtobufReader(room).message(type, Slice.of(envelope.payload()));
        } catch (IOException e) {
            throw unreadable();
        }
    }

    static DeadException unreadable() {
        return Unreadable.because(
                "value: incomplete or not of this message (expected: a value of its Protobuf schema)");
    }
}
