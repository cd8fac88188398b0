package dev.tidings.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Reading.Unusable;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final Position POSITION = new Position(new Partition(Topic.NOTIFICATIONS, 3), 42);

    @Test
    void aFaultIsLoggedWithClassAndFramesWithoutItsMessage() {
        Throwable thrown = new IllegalStateException("s3cret", new IllegalArgumentException("another s3cret"));
        assertThat(Unusable.internal(thrown).logLine(POSITION))
                .startsWith("record rejected reason=internal position=notifications-3@42 fault="
                        + "java.lang.IllegalStateException < java.lang.IllegalArgumentException at "
                        + "dev.tidings.event.FaultTest.aFaultIsLoggedWithClassAndFramesWithoutItsMessage(FaultTest.java:")
                .doesNotContain("s3cret")
                .doesNotContain("\n");
    }

    @Test
    void aStackOverflowIsLoggedInOneShortLine() {
        assertThat(Unusable.internal(overflow()).logLine(POSITION))
                .contains("java.lang.StackOverflowError at dev.tidings.event.FaultTest.deeper(")
                .hasSizeLessThan(2_000);
    }

    @Test
    void aCircleOfCausesIsBounded() {
        Exception inner = new Exception();
        Exception outer = new Exception(inner);
        inner.initCause(outer);
        assertThat(Fault.of(outer).type()).hasSizeLessThan(200);
    }

    @Test
    void anInvalidRecordIsLoggedWithoutAFault() {
        assertThat(new Unusable(RejectReason.NOT_JSON).logLine(POSITION))
                .isEqualTo("record rejected reason=not-json position=notifications-3@42");
    }

    private static StackOverflowError overflow() {
        try {
            throw new AssertionError(deeper(0));
        } catch (StackOverflowError e) {
            return e;
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deeper(int depth) {
        return 1 + deeper(depth + 1);
    }
}
