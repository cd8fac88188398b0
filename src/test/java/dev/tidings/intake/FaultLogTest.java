package dev.tidings.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.intake.format.SourceRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultLogTest {
    private static final SourceRecord.Place PLACE = new SourceRecord.Place("orders", 3, 42);

    private final Logger logger = Logger.getLogger(FaultLog.class.getName());
    private final List<LogRecord> said = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private long now = Long.MAX_VALUE - 5;
    private final FaultLog faults = new FaultLog(() -> now);

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(handler);
    }

    private static String stack(LogRecord record) {
        StringWriter text = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aFaultIsToldWithItsClassesAndFramesAndWithoutItsMessages() {
        faults.log(
                new IllegalStateException("s3cret", new NumberFormatException("For input string: s3cret")),
                "orders",
                PLACE);
        assertThat(said).singleElement().satisfies(record -> {
            assertThat(stack(record))
                    .contains("IllegalStateException", "NumberFormatException", "FaultLogTest.java")
                    .doesNotContain("s3cret");
            assertThat(record.getLevel().getName()).isIn("WARN", "WARNING");
        });
    }

    @Test
    void oneIsToldAMinuteWithHowManyWereNot() {
        for (int i = 0; i < 10; i++) {
            faults.log(new IllegalStateException(), "orders", PLACE);
        }
        assertThat(said).hasSize(1);
        now += TimeUnit.MINUTES.toNanos(1);
        faults.log(new StackOverflowError(), "orders", PLACE);
        assertThat(said).hasSize(2);
        assertThat(said.get(1).getMessage() + Arrays.toString(said.get(1).getParameters()))
                .containsAnyOf("suppressed=9", "9]");
    }
}
