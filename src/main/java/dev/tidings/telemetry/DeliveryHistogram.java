package dev.tidings.telemetry;

import dev.tidings.session.Frames;
import io.prometheus.client.Collector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Measures the time of events from their record's Kafka timestamp to the socket. Any thread may record.
 *
 * <p>A Timer would cost more for an event than its write does; a write carries many events of about the same age.
 */
final class DeliveryHistogram extends Collector {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };
    private static final double MILLIS_PER_SECOND = 1000;

    private final long[] bounds =
            Stream.of(BOUNDS).mapToLong(Duration::toMillis).toArray();
    /** Counts by bucket; the last is for times above all bounds. */
    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(BOUNDS.length + 1).toArray(LongAdder[]::new);

    private final LongAdder sumMillis = new LongAdder();

    /** Records each event of the frames, which were written at {@code now} (milliseconds since the epoch). */
    void record(Frames frames, long now) {
        long sum = 0;
        int bucket = 0;
        int run = 0;
        for (int i = 0; i < frames.count(); i++) {
            long millis = Math.max(0, now - frames.event(i).timestamp());
            sum += millis;
            int its = bucketOf(millis);
            if (its != bucket) {
                counts[bucket].add(run);
                bucket = its;
                run = 0;
            }
            run++;
        }
        counts[bucket].add(run);
        sumMillis.add(sum);
    }

    private int bucketOf(long millis) {
        int bucket = 0;
        while (bucket < bounds.length && millis > bounds[bucket]) {
            bucket++;
        }
        return bucket;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        String name = Metric.DELIVERY.exposed();
        List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += counts[i].sum();
            double bound = i < bounds.length ? bounds[i] / MILLIS_PER_SECOND : Double.POSITIVE_INFINITY;
            samples.add(new MetricFamilySamples.Sample(
                    name + "_bucket", List.of("le"), List.of(doubleToGoString(bound)), total));
        }
        samples.add(new MetricFamilySamples.Sample(name + "_count", List.of(), List.of(), total));
        samples.add(new MetricFamilySamples.Sample(
                name + "_sum", List.of(), List.of(), sumMillis.sum() / MILLIS_PER_SECOND));
        return List.of(new MetricFamilySamples(name, Type.HISTOGRAM, Metric.DELIVERY.help(), samples));
    }
}
