package dev.tidings.format;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Protobuf by the schema whose id stands before it, and the message in it that is named after that. */
record Protobuf(Schemas<ProtobufSchema> schemas) implements ValueReader {
    /** Beyond what may be configured, so that it is the configured depth of which people hear. */
    private static final int DEEPEST = 1000;

    @Override
    public @Nullable Object read(byte[] value, Bounds.Room room) throws DeadException {
        Envelope envelope = Envelope.open(value);
        ProtobufSchema schema = schemas.byId(envelope.schemaId());
        Descriptor type = schema.message(MessageIndexes.read(envelope.payload()));
        return new ProtobufReader(room).message(parse(type, envelope.payload()));
    }

    private static DynamicMessage parse(Descriptor type, ByteBuffer payload) throws DeadException {
        CodedInputStream in = CodedInputStream.newInstance(
                payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
        in.setRecursionLimit(DEEPEST);
        try {
            DynamicMessage message = DynamicMessage.parseFrom(type, in);
            // An end of a group that never began would end the message early.
            in.checkLastTagWas(0);
            return message;
        } catch (IOException e) {
            throw broken();
        }
    }

    private static DeadException broken() {
        return Unreadable.because("value: cut off or not of that message (expected: as its Protobuf schema says)");
    }
}
