package dev.tidings.intake.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintRingTest {
    private static Fingerprint fingerprint(Random random) {
        // Few of them, that share their places in the table.
        return new Fingerprint(random.nextInt(8), 1L << random.nextInt(12) | random.nextInt(64));
    }

    @Test
    void theRingForgetsItsOldestFingerprintFirst() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        FingerprintRing remembered = new FingerprintRing();
        Map<Fingerprint, Long> model = new LinkedHashMap<>();
        for (int step = 0; step < 100_000; step++) {
            Fingerprint some = fingerprint(random);
            assertThat(remembered.contains(some)).isEqualTo(model.containsKey(some));
            if (random.nextInt(100) < 55 + 10 * Math.sin(step / 3000.0)) {
                assertThat(remembered.add(some, 1000L * step)).isEqualTo(!model.containsKey(some));
                model.putIfAbsent(some, 1000L * step);
            } else if (!model.isEmpty()) {
                Fingerprint oldest = model.keySet().iterator().next();
                assertThat(remembered.oldest()).isEqualTo(model.remove(oldest));
                remembered.forgetOldest();
            }
            assertThat(remembered.size()).isEqualTo(model.size());
        }
    }

    @Test
    void anEmptyRingHasNoOldestFingerprint() {
        assertThat(new FingerprintRing().oldest()).isEqualTo(Long.MAX_VALUE);
    }
}
