package dev.tidings.control;

/** The current status of the control topic's reader, for readiness and the log. */
public sealed interface ControlStatus {
    /** The broker has not answered yet, or not as expected. */
    record Connecting() implements ControlStatus {}

    /** The control topic does not exist yet. It is looked up periodically. */
    record WaitingForTopic(String missing) implements ControlStatus {
        /** Returns the command that creates the topic. */
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

    /** Reads the records from before this pod's start. */
    record CatchingUp() implements ControlStatus {}

    record Following() implements ControlStatus {}
}
