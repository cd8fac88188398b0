package dev.tidings.bench.work;

import dev.tidings.bench.load.Flaws;
import dev.tidings.bench.machine.Jvm;
import dev.tidings.bench.machine.Machine;
import dev.tidings.bench.machine.ProcessFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What all processes use while a work is done, and what the clients get of it. */
final class Meter {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MIB = 1 << 20;

    private final Stage stage;
    private final long began = System.nanoTime();
    private final long received;
    private final Flaws flaws;
    private final double pauses;
    private final long generator;
    private final long broker;
    private final long subject;
    private final long compiler;

    private Meter(Stage stage) {
        this.stage = stage;
        received = stage.clients().tally().received();
        flaws = stage.clients().tally().flaws();
        pauses = pauses();
        generator = ProcessFacts.ofDriver().cpuMicros();
        broker = stage.house().broker().facts().cpuMicros();
        compiler = stage.compilerMicros();
        subject = stage.cpuMicros();
    }

    static Meter begin(Stage stage) {
        return new Meter(stage);
    }

    /** What has been delivered since, and the CPU in microseconds for each event. */
    Map<String, Double> end() {
        long cpu = stage.cpuMicros() - subject;
        long events = stage.clients().tally().received() - received;
        double seconds = (stage.clients().tally().lastAt() - began) / 1e9;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("events", (double) events);
        values.put("seconds", seconds);
        values.put("perSecond", events / seconds);
        values.put("cpu", (double) cpu / events);
        values.put("settledCpu", (double) (cpu - stage.compilerMicros() + compiler) / events);
        values.put("generatorCpu", (double) (ProcessFacts.ofDriver().cpuMicros() - generator) / events);
        values.put("brokerCpu", (double) (stage.house().broker().facts().cpuMicros() - broker) / events);
        values.put("gcMillis", stage.jvms().isEmpty() ? Double.NaN : pauses() - pauses);
        values.put(
                "rssMib",
                stage.facts().stream().mapToLong(ProcessFacts::residentBytes).sum() / MIB);
        values.put("load", Machine.load());
        putFlaws(values);
        return values;
    }

    private void putFlaws(Map<String, Double> values) {
        Flaws since = stage.clients().tally().flaws().minus(flaws);
        values.put("lost", (double) stage.settleLost());
        values.put("repeated", (double) since.repeated());
        values.put("outOfOrder", (double) since.outOfOrder());
        values.put("foreign", (double) since.foreign());
        values.put("closed", (double) since.closed());
    }

    /** Adds latencies, in milliseconds. */
    static void putLatencies(Map<String, Double> values, Histogram nanos) {
        values.put("p50", nanos.getValueAtPercentile(50) / NANOS_PER_MILLI);
        values.put("p99", nanos.getValueAtPercentile(99) / NANOS_PER_MILLI);
        values.put("p999", nanos.getValueAtPercentile(99.9) / NANOS_PER_MILLI);
        values.put("max", nanos.getMaxValue() / NANOS_PER_MILLI);
    }

    private double pauses() {
        return stage.jvms().stream()
                .map(Jvm::pauseMillis)
                .mapToDouble(pause -> pause.orElse(0))
                .sum();
    }
}
