package dev.tidings.intake.format;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to read one record of each format: an order with three lines, its schema known already. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FormatReads {
    @Param
    private Format format = Format.JSON;

    private ValueFormat reader = record -> List.of();
    private SourceRecord record = Orders.of(Format.JSON);

    @Setup
    public void prepare() {
        reader = Given.formats(Orders::schema).of(format);
        record = Orders.of(format);
    }

    @Benchmark
    public List<Document> read() throws DeadException {
        return reader.read(record);
    }
}
