package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Why Avro's own decoder does not read records: it believes what a few bytes claim. If this fails, it may. */
class AvroClaimsTest {
    private static final int CLAIMED = 16 << 20;
    private static final byte[] CLAIM = Avros.write(Avros.schema("\"long\""), (long) CLAIMED);
    private static final Schema BYTES = Avros.schema("{\"type\": \"map\", \"values\": \"bytes\"}");
    private static final Schema NOTHINGS = Avros.schema("{\"type\": \"array\", \"items\": \"null\"}");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Object byAvro(Schema schema, byte[] payload) throws IOException {
        return new GenericDatumReader<>(schema).read(null, DecoderFactory.get().binaryDecoder(payload, null));
    }

    private static void byUs(Schema schema, byte[] payload) throws DeadException {
        AvroReader.read(schema, new AvroInput(ByteBuffer.wrap(payload)), Given.BOUNDS.room());
    }

    private static byte[] after(int... first) {
        ByteBuffer all = ByteBuffer.allocate(first.length + CLAIM.length + 1);
        for (int each : first) {
            all.put((byte) each);
        }
        return all.put(CLAIM).array();
    }

    private static <T extends Throwable> long allocated(Class<T> expected, ThrowingCallable read) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertThatExceptionOfType(expected).isThrownBy(read);
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    @Test
    void avroItselfAllocatesTheLengthThatSevenBytesClaim() {
        // One entry, whose key is empty and whose value has a length only.
        byte[] payload = after(2, 0);
        assertThat(payload).hasSize(7);
        assertThat(allocated(EOFException.class, () -> byAvro(BYTES, payload))).isGreaterThan(CLAIMED);
        assertThat(allocated(DeadException.class, () -> byUs(BYTES, payload))).isLessThan(CLAIMED / 64);
    }

    @Test
    void avroItselfMakesAListOfMillionsFromFiveBytes() throws IOException {
        byte[] payload = after();
        assertThat((Collection<?>) byAvro(NOTHINGS, payload)).hasSize(CLAIMED);
        assertThatExceptionOfType(DeadException.class).isThrownBy(() -> byUs(NOTHINGS, payload));
    }
}
