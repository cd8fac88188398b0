package dev.tidings.intake.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records, and formats as they are by default. */
public final class Given {
    static final Bounds BOUNDS = new Bounds(1 << 20, 100);

    private Given() {}

    static SourceRecord record(byte @Nullable [] value, String... headers) {
        List<SourceHeader> list = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            list.add(new SourceHeader(headers[i], bytes(headers[i + 1])));
        }
        return new SourceRecord(new SourceRecord.Place("orders", 0, 1), 0, null, value, list);
    }

    static SourceRecord record(String value, String... headers) {
        return record(bytes(value), headers);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Without a registry. */
    public static Readers readers() {
        return formats(null);
    }

    /** Of a registry, whatever else. */
    static FormatFactory formats(@Nullable Registry registry) {
        return new FormatFactory(BOUNDS, dropped -> {}, registry, memory());
    }

    static SchemaCache.Memory memory() {
        return new SchemaCache.Memory(100, Duration.ofSeconds(10), System::nanoTime);
    }

    /** In Confluent's wire format. */
    static byte[] framed(int schemaId, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(4).putInt(schemaId).array());
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
