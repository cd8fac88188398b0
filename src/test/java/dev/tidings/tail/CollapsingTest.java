package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.Session;
import dev.tidings.testkit.FakeChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random lags and collapse keys, against what a client must have seen. */
class CollapsingTest {
    @Test
    void eventsThatWereNotCollapsedAreNotLost() {
        int collapsed = 0;
        long dropped = 0;
        for (long seed = 0; seed < 60; seed++) {
            Run run = new Run(seed);
            run.play();
            collapsed += run.counts.collapsed;
            dropped += run.small.windows.dropped();
        }
        assertThat(collapsed).isPositive();
        assertThat(dropped).isPositive();
    }

    /** A session that lags at random, and keys at random, against what must have been seen. */
    private static final class Run {
        private final Random random;
        private final long seed;
        private final Waiting counts = new Waiting();
        private final Pod small = new Pod(200_000, counts);
        private final FakeChannel channel = new FakeChannel();
        private final List<String> keys = new ArrayList<>();

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void play() {
            Session session = small.open(Pod.member("alice"), null, channel, small.directLoop());
            for (int step = 0; step < 100; step++) {
                int events = random.nextInt(20);
                for (int i = 0; i < events; i++) {
                    write();
                    small.notify("other-" + random.nextInt(20));
                }
                channel.takeWrites(random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(3));
                small.poll();
                session.pump();
            }
            channel.takeWrites(Integer.MAX_VALUE);
            session.pump();
            check();
        }

        private void write() {
            int id = keys.size();
            String key = random.nextInt(3) == 0 ? "" : "k" + random.nextInt(5);
            keys.add(key);
            small.writeEvent(
                    "alice", Integer.toString(id), key.isEmpty() ? "\"x\":\"y\"" : "\"collapsekey\":\"" + key + "\"");
        }

        private void check() {
            List<Integer> got = channel.ids().stream().map(Integer::valueOf).toList();
            assertThat(got).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
            assertThat(channel.closed()).isNull();
            Set<Integer> missing =
                    new HashSet<>(IntStream.range(0, keys.size()).boxed().toList());
            got.forEach(missing::remove);
            assertThat(counts.collapsed).as("seed %d", seed).isEqualTo(missing.size());
            for (int id : missing) {
                String key = keys.get(id);
                assertThat(key).as("seed %d: %d", seed, id).isNotEmpty();
                assertThat(got)
                        .as("seed %d: %d has a successor", seed, id)
                        .anyMatch(other -> other > id && keys.get(other).equals(key));
            }
        }
    }
}
