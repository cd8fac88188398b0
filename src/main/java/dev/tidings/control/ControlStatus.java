package dev.tidings.control;

/** What the reader of the control topic does right now; what readiness and the log say of it. */
public sealed interface ControlStatus {
    /** The broker has not answered yet, or not as expected. */
    record Connecting() implements ControlStatus {}

    /** The control topic does not exist yet; it is asked for again and again. */
    record WaitingForTopic(String missing) implements ControlStatus {
        /** What makes it. */
        public String command() {
            return "kafka-topics.sh --create --topic " + missing + " --partitions 1"
                    + " --config cleanup.policy=compact,delete --config retention.ms=172800000"
                    + " --config segment.ms=3600000";
        }

        @Override
        public String toString() {
            return "waits for topic " + missing + ", which this makes: " + command();
        }
    }

    /** Reads what was said before this pod started. */
    record CatchingUp() implements ControlStatus {}

    record Following() implements ControlStatus {}
}
