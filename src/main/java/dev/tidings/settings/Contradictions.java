package dev.tidings.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds settings that are valid each by itself and contradict each other. */
final class Contradictions {
    private static final List<String> TOPICS = List.of(
            "tidings.topics.notifications",
            "tidings.topics.announcements",
            "tidings.topics.control",
            "tidings.topics.dead-letters",
            "tidings.topics.retries",
            "tidings.topics.seen");
    private static final String NAME = "[a-zA-Z0-9._-]{1,249}";
    private static final String KAFKA_PATIENCE = "kafka.request.timeout.ms";
    private static final Duration LEAST_TRANSACTION = Duration.ofSeconds(3);
    private static final String SKEW = "tidings.identity.clock-skew";
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    private static final String SHUTDOWN = "quarkus.shutdown.timeout";

    private final SettingValues values;
    private final List<String> found = new ArrayList<>();

    private Contradictions(SettingValues values) {
        this.values = values;
    }

    /** Returns a sentence for each contradiction. */
    static List<String> in(SettingValues values) {
        Contradictions contradictions = new Contradictions(values);
        contradictions.check();
        return contradictions.found;
    }

    private void check() {
        checkTopics();
        if (isShorter("tidings.window.max-age", "tidings.session.cursor-interval", true)) {
            add("tidings.session.cursor-interval", "shorter than tidings.window.max-age", "tidings.window.max-age");
        }
        if (isShorter("quarkus.http.idle-timeout", "tidings.session.heartbeat", true)) {
            add("tidings.session.heartbeat", "shorter than quarkus.http.idle-timeout", "quarkus.http.idle-timeout");
        }
        if (isShorter("tidings.identity.key-max-age", "tidings.identity.key-refresh-interval", false)) {
            add(
                    "tidings.identity.key-refresh-interval",
                    "at most tidings.identity.key-max-age",
                    "tidings.identity.key-max-age");
        }
        if (isShorter("tidings.replay.max-scan-time", "tidings.replay.gather", true)) {
            add("tidings.replay.gather", "shorter than tidings.replay.max-scan-time", "tidings.replay.max-scan-time");
        }
        if (values.nanos(SKEW) > MAX_SKEW.toNanos()) {
            found.add(SKEW + ": " + values.text(SKEW) + " (expected: at most 5m)");
        }
        checkIntake();
        checkKafka();
        checkRoomForOneEvent("tidings.window.max-bytes");
        if (values.number("tidings.replay.max-records") > 0) {
            checkRoomForOneEvent("tidings.replay.buffer-bytes");
        }
        if (values.isSet(SHUTDOWN)) {
            found.add(SHUTDOWN + ": " + values.text(SHUTDOWN)
                    + " (expected: unset; it would be waited for after tidings.drain.period)");
        }
    }

    private void checkTopics() {
        Set<String> names = new TreeSet<>();
        for (String key : TOPICS) {
            String name = values.text(key);
            if (!name.matches(NAME)) {
                found.add(key + ": " + name + " (expected: a topic name of letters, digits, '.', '_' and '-')");
            } else if (!names.add(name)) {
                found.add(
                        key + ": " + name + " (expected: another topic for each of " + String.join(", ", TOPICS) + ")");
            }
        }
    }

    private boolean isShorter(String key, String than, boolean orEqual) {
        if (!values.isSet(key)) {
            return false;
        }
        int compared = Long.compare(values.nanos(key), values.nanos(than));
        return compared < 0 || (orEqual && compared == 0);
    }

    /** Checks the transaction timeout. A request may take a third of it, which must suffice for any good one. */
    private void checkIntake() {
        String key = "tidings.intake.transaction-timeout";
        if (values.nanos(key) < LEAST_TRANSACTION.toNanos()) {
            found.add(key + ": " + values.text(key) + " (expected: at least 3s)");
        }
    }

    /** Checks that Kafka waits longer than a fetch, or each fetch without records would count as failed. */
    private void checkKafka() {
        long patience = values.isSet(KAFKA_PATIENCE) ? values.number(KAFKA_PATIENCE) : 30_000;
        if (values.nanos("tidings.tail.fetch-max-wait") / 1_000_000 >= patience) {
            found.add("tidings.tail.fetch-max-wait: " + values.text("tidings.tail.fetch-max-wait")
                    + " (expected: shorter than " + KAFKA_PATIENCE + ", " + patience + ")");
        }
    }

    private void checkRoomForOneEvent(String key) {
        String largest = "tidings.tail.max-event-size";
        if (values.number(key) < values.number(largest)) {
            add(key, "at least " + largest, largest);
        }
    }

    private void add(String key, String expected, String other) {
        found.add(key + ": " + values.text(key) + " (expected: " + expected + ", " + values.text(other) + ")");
    }
}
