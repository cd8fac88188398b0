package dev.tidings.bench.work;

import dev.tidings.bench.kafka.Turn;
import dev.tidings.bench.kafka.Writer;
import dev.tidings.bench.load.Crowd;
import dev.tidings.bench.load.Tally;
import java.util.Map;

/** Events at a rate that waits for nobody, and how long each took from when it was due until it was read. */
final class Steady {
    private static final int STALL_MILLIS = 3_000;
    private static final int AT_MOST_MILLIS = 30_000;
    private static final int SETTLE_SECONDS = 2;
    /** Of a second. */
    private static final long QUIET_MICROS = 100_000;

    private Steady() {}

    static Map<String, Double> run(Stage stage, Crowd crowd, Writer writer, int events, int perSecond) {
        return run(stage, writer, Turn.of(0, crowd.size()), events, perSecond, 1);
    }

    /** Goes on at that rate until a JVM has next to nothing left to compile, or so often: others need no time. */
    static void settle(Stage stage, Crowd crowd, Writer writer, int perSecond, int atMost) {
        for (int i = 0; i < atMost; i++) {
            long compiled = stage.compilerMicros();
            if (!stage.jvms().isEmpty()) {
                run(stage, crowd, writer, SETTLE_SECONDS * perSecond, perSecond);
            }
            if (stage.compilerMicros() - compiled < SETTLE_SECONDS * QUIET_MICROS) {
                return;
            }
        }
    }

    /** Where each record is one for so many receivers. */
    static Map<String, Double> run(Stage stage, Writer writer, Turn turn, int events, int perSecond, int receivers) {
        Tally tally = stage.clients().tally();
        Meter meter = Meter.begin(stage);
        long expected = tally.received() + (long) events * receivers;
        tally.beginSampling();
        writer.write(turn, events, perSecond);
        Arrival.await(tally, expected, STALL_MILLIS, AT_MOST_MILLIS);
        var latencies = tally.endSampling();
        stage.requireAlive();
        Map<String, Double> values = meter.end();
        Meter.putLatencies(values, latencies);
        return values;
    }
}
