package dev.tidings.tail;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Detects a broker that no longer answers: {@code poll} itself does not report it, but fetches are answered at least
 * every {@code fetch.max.wait.ms} while there is a broker. The tail's thread only.
 */
final class BrokerPulse {
    private final Duration patience;
    private @Nullable Metric responses;
    private double lastCount = -1;
    private Instant lastChange = Instant.EPOCH;

    BrokerPulse(Duration fetchMaxWait) {
        this.patience = fetchMaxWait.multipliedBy(3).plusSeconds(2);
    }

    /** Returns since when the broker has been silent, or nothing when it has answered recently. */
    Optional<Instant> silentSince(Map<MetricName, ? extends Metric> metrics, Instant now) {
        double count = responseCount(metrics);
        if (count != lastCount) {
            lastCount = count;
            lastChange = now;
        }
        return lastChange.plus(patience).isBefore(now) ? Optional.of(lastChange) : Optional.empty();
    }

    private double responseCount(Map<MetricName, ? extends Metric> metrics) {
        Metric found = responses;
        if (found == null) {
            for (Map.Entry<MetricName, ? extends Metric> metric : metrics.entrySet()) {
                if (metric.getKey().name().equals("response-total")
                        && metric.getKey().group().equals("consumer-metrics")) {
                    found = metric.getValue();
                }
            }
            responses = found;
        }
        return found != null && found.metricValue() instanceof Number number ? number.doubleValue() : 0;
    }
}
