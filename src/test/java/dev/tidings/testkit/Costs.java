package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Notes what each test class takes, target/costs.tsv: seconds, and seconds of a core, those of its processes included. */
public final class Costs implements BeforeAllCallback, AfterAllCallback {
    private static final Path NOTES = Path.of("target", "costs.tsv");
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final int USER_TICKS = 11;
    private static final double TICKS_PER_SECOND = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private record Moment(long nanos, long ticks) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        if (Files.exists(STAT) && Fork.isKnown()) {
            store(context).put(context.getUniqueId(), new Moment(System.nanoTime(), ticks()));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Moment begin = store(context).remove(context.getUniqueId(), Moment.class);
        if (begin != null) {
            double seconds = (System.nanoTime() - begin.nanos) / NANOS_PER_SECOND;
            double work = (ticks() - begin.ticks) / TICKS_PER_SECOND;
            String name = context.getRequiredTestClass().getSimpleName();
            write(String.format(Locale.ROOT, "%.1f\t%.1f\t%s%n", seconds, work, name));
        }
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(Costs.class));
    }

    /** Of this process and of those that it started and that have ended. */
    private static long ticks() {
        try {
            String stat = Files.readString(STAT);
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return IntStream.range(USER_TICKS, USER_TICKS + 4)
                    .mapToLong(i -> Long.parseLong(fields.get(i)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String line) {
        try {
            Files.writeString(NOTES, line, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
