package dev.tidings.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Makes meters for entries of the catalogue. */
final class Meters {
    private Meters() {}

    static Counter counter(MeterRegistry registry, Metric metric, String... tags) {
        return Counter.builder(metric.meter())
                .description(metric.help())
                .tags(tags)
                .register(registry);
    }

    /** Returns a counter that is cheap for many writers: its sum is computed only when it is read. */
    static LongAdder adder(MeterRegistry registry, Metric metric, String... tags) {
        LongAdder adder = new LongAdder();
        FunctionCounter.builder(metric.meter(), adder, LongAdder::sum)
                .description(metric.help())
                .tags(tags)
                .register(registry);
        return adder;
    }

    static void gauge(MeterRegistry registry, Metric metric, Supplier<Number> value, String... tags) {
        Gauge.builder(metric.meter(), value)
                .description(metric.help())
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }
}
