package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a record holds, it is documents or it is dead, soon and without much memory. */
class FormatsFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final int LONGEST = 400;
    /** What one value may allocate for each of its bytes; and for none. */
    private static final long BYTES_PER_BYTE = 600;

    private static final long BYTES_FOR_NOTHING = 64_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final FormatFactory formats = Given.formats(FormatsFuzzTest::schema);

    private static @Nullable SchemaText schema(int id) {
        return switch (id) {
            case 1 -> new SchemaText("AVRO", Avros.ORDER, List.of());
            case 2 -> new SchemaText("PROTOBUF", Protobufs.ORDER, List.of());
            case 3 -> throw new UnavailableException("down");
            default -> null;
        };
    }

    /** One that can be read. */
    private static byte[] valid(Format format) {
        return switch (format) {
            case JSON -> Given.bytes("{\"a\": [1, 2.5, \"ä\", null, {\"b\": true}], \"c\": \"\\u00e4\"}");
            case JSON_SCHEMA -> Given.framed(1, valid(Format.JSON));
            case CLOUDEVENTS ->
                Given.bytes(
                        "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/s\", \"type\": \"t\", \"data\": {}}");
            case TEXT -> Given.bytes("Grüße 😀");
            case AVRO -> Given.framed(1, Avros.write(Avros.schema(Avros.ORDER), AvroTest.order(AvroTest.order(null))));
            case PROTOBUF -> Given.framed(2, new byte[] {0}, Protobufs.order());
        };
    }

    private SourceRecord record(byte[] value) {
        List<SourceHeader> headers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.add(new SourceHeader(headerName(), random.nextInt(9) == 0 ? null : headerValue()));
        }
        return new SourceRecord(new SourceRecord.Place("t", 0, 0), 0, null, value, headers);
    }

    private String headerName() {
        String[] names = {
            "content-type", "ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "ce_", "ce_É", ""
        };
        return names[random.nextInt(names.length)];
    }

    private byte[] headerValue() {
        String[] values = {
            "application/cloudevents+json", "application/cloudevents-batch+json", "1.0", "x", "", ";", "text/plain"
        };
        int chosen = random.nextInt(values.length + 1);
        return chosen == values.length ? arbitrary(20) : Given.bytes(values[chosen]);
    }

    private byte[] arbitrary(int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A valid one with some bytes changed, cut off, repeated or put in. */
    private byte[] broken(byte[] valid) {
        byte[] bytes = valid.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> bytes = Arrays.copyOf(bytes, bytes.length + at);
            }
        }
        return bytes;
    }

    /** In the wire format at times, or hardly anything would come behind it; and at times as it should be. */
    private byte[] value(Format format) {
        return switch (random.nextInt(5)) {
            case 0 -> arbitrary(LONGEST);
            case 1 -> Given.framed(random.nextInt(5), arbitrary(LONGEST));
            case 2 -> valid(format);
            default -> broken(valid(format));
        };
    }

    @ParameterizedTest
    @EnumSource
    void randomValuesAreDocumentsOrDead(Format format) {
        ValueFormat reader = formats.of(format);
        Map<DeadReason, Integer> dead = new EnumMap<>(DeadReason.class);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            SourceRecord record = record(value(format));
            Cost cost = new Cost();
            try {
                reader.read(record);
                read++;
            } catch (DeadException e) {
                dead.merge(e.reason(), 1, Integer::sum);
                assertThat(e.getMessage()).as("seed %d, round %d", seed, i).hasSizeLessThan(400);
            } catch (UnavailableException e) {
                assertThat(e).hasMessage("down");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
            assertThat(cost.nanos()).as("ns, seed %d, round %d", seed, i).isLessThan(TimeUnit.SECONDS.toNanos(2));
            if (cost.bytes() > bound(record)) {
                // Once, a class may have been loaded.
                assertThat(bytesOf(reader, record))
                        .as("bytes, seed %d, round %d", seed, i)
                        .isLessThan(bound(record));
            }
        }
        assertThat(read).as("read, seed %d", seed).isPositive();
        assertThat(dead).as("seed %d", seed).isNotEmpty().doesNotContainKey(DeadReason.INTERNAL);
    }

    private static long bound(SourceRecord record) {
        return BYTES_FOR_NOTHING + Objects.requireNonNull(record.value()).length * BYTES_PER_BYTE;
    }

    private static long bytesOf(ValueFormat reader, SourceRecord record) {
        Cost cost = new Cost();
        try {
            reader.read(record);
        } catch (DeadException | UnavailableException e) {
            return cost.bytes();
        }
        return cost.bytes();
    }

    /** Since it was made. */
    private static final class Cost {
        private final long allocated = THREADS.getCurrentThreadAllocatedBytes();
        private final long began = System.nanoTime();

        long nanos() {
            return System.nanoTime() - began;
        }

        long bytes() {
            return THREADS.getCurrentThreadAllocatedBytes() - allocated;
        }
    }

    /** The most memory that a value as large as may be can cost, by what is made of each of its bytes. */
    @Test
    void theCostOfTheLargestValueIsBounded() {
        int size = Given.BOUNDS.maxValueSize();
        Map<String, byte[]> bombs = Map.of(
                "json", Given.bytes("[" + "[],".repeat((size - 4) / 3) + "0]"),
                "objects", Given.bytes("[" + "{},".repeat((size - 4) / 3) + "0]"),
                "protobuf", Given.framed(2, new byte[] {0}, repeated((byte) (9 << 3 | 2), size - 6)));
        bombs.forEach((name, value) -> {
            ValueFormat reader = formats.of(name.equals("protobuf") ? Format.PROTOBUF : Format.JSON);
            Cost cost = new Cost();
            try {
                reader.read(Given.record(value));
            } catch (DeadException e) {
                assertThat(e.reason()).isEqualTo(DeadReason.TOO_LARGE);
            }
            long perByte = cost.bytes() / value.length;
            assertThat(perByte).as("%s: bytes for each byte", name).isLessThan(250);
        });
    }

    private static byte[] repeated(byte tag, int length) {
        byte[] bytes = new byte[length / 2 * 2];
        for (int i = 0; i < bytes.length; i += 2) {
            bytes[i] = tag;
        }
        return bytes;
    }
}
