package dev.tidings.load;

import java.util.Locale;

/** Events at a rate that does not wait for anybody, and how long each took from the producer to its client. */
final class Steady {
    private Steady() {}

    /** Latencies in milliseconds, CPU in microseconds an event. */
    record Result(double p50, double p90, double p99, double max, double cpu, double clientCpu) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "p50 %.2f p90 %.2f p99 %.2f max %.1f ms; CPU us/event: tidings %.1f, clients %.1f",
                    p50,
                    p90,
                    p99,
                    max,
                    cpu,
                    clientCpu);
        }
    }

    static Result run(Stage stage, Fleet fleet, Writer writer, int events, int perSecond) {
        long cpu = stage.facts().cpuMicros();
        long clientCpu = fleet.cpuNanos();
        fleet.tally().sample(true);
        writer.write(events, perSecond);
        fleet.awaitReceived(writer.written());
        fleet.tally().sample(false);
        long[] nanos = fleet.tally().latencies();
        return new Result(
                at(nanos, 0.5),
                at(nanos, 0.9),
                at(nanos, 0.99),
                at(nanos, 1),
                (double) (stage.facts().cpuMicros() - cpu) / events,
                (fleet.cpuNanos() - clientCpu) / 1e3 / events);
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, (long) (quantile * sorted.length))] / 1e6;
    }
}
