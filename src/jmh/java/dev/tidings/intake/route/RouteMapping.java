package dev.tidings.intake.route;

import dev.tidings.intake.format.Format;
import dev.tidings.intake.format.SourceRecord;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a route costs for one JSON record of 350 bytes; {@code parse} is the part of it that is reading the JSON. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteMapping {
    /** Least that a route may say; condition, user and type; the same with text and small data; a condition that fails. */
    public enum Shape {
        LEAST("user: key"),
        USUAL("user: value.customer", "when: value.amount > 100", "type: \"'order.' + value.state\""),
        WORDED(
                "user: value.customer",
                "when: value.amount > 100",
                "type: \"'order.' + value.state\"",
                "data: \"{'id': value.id}\"",
                "text: {en: {title: 'Order {value.id}', body: '{value.amount} EUR, {value.state}'}}"),
        FILTERED("user: value.customer", "when: value.amount > 1000");

        private final Route route;

        Shape(String... keys) {
            route = SomeRoutes.route(keys);
        }
    }

    @Param
    private Shape shape;

    private SourceRecord record = SomeRoutes.record("alice", "{}");

    @Setup
    public void fill() {
        record = SomeRoutes.record(
                "alice",
                "{\"id\":\"4711-0815\",\"customer\":\"alice@example.org\",\"state\":\"paid\",\"amount\":129.95,"
                        + "\"currency\":\"EUR\",\"created\":\"2026-11-18T09:46:40Z\",\"lines\":[{\"sku\":\"A-100\","
                        + "\"count\":2,\"price\":39.95},{\"sku\":\"B-200\",\"count\":1,\"price\":50.05}],\"address\":{"
                        + "\"street\":\"Long Street 1\",\"city\":\"Sample Town\",\"zip\":\"12345\",\"country\":\"DE\"},"
                        + "\"gift\":false,\"note\":null}");
    }

    @Benchmark
    public Mapping map() {
        return shape.route.map(record);
    }

    @Benchmark
    public Object parse() throws Exception {
        return new SomeFormats().of(Format.JSON).read(record);
    }
}
