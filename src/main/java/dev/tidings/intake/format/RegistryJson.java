package dev.tidings.intake.format;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads JSON, alone or after the id of a JSON Schema, which is not needed: no request goes to the registry. */
final class RegistryJson {
    private static final int HEAD = 5;

    private RegistryJson() {}

    static @Nullable Object bare(Serialized written, Bounds.Room room) throws DeadException {
        if (SchemaFrame.isAround(written.bytes())) {
            throw Unreadable.because("value: a schema registry's header before it (expected: JSON alone;"
                    + " json-schema, avro and protobuf read past the header)");
        }
        return JsonDocument.read(written.bytes(), room);
    }

    /** Reads JSON with or without a header; JSON never begins with a NUL, so that a topic may have both. */
    static @Nullable Object framed(Serialized written, Bounds.Room room) throws DeadException {
        byte[] bytes = written.bytes();
        boolean framed = bytes.length > 0 && bytes[0] == 0;
        if (framed && bytes.length <= HEAD) {
            throw Unreadable.because("value: nothing after its schema's id (expected: JSON)");
        }
        return JsonDocument.read(framed ? Arrays.copyOfRange(bytes, HEAD, bytes.length) : bytes, room);
    }
}
