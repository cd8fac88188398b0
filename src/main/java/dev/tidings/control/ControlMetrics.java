package dev.tidings.control;

/** The port for the counters of this package. Must not block. */
public interface ControlMetrics {
    /** The outcome of a record. */
    enum Outcome {
        LOGOUT("logout"),
        /** The logout covered no session here. */
        LOGOUT_OF_NOBODY("logout-of-nobody"),
        LIFTED("lifted"),
        SESSIONS("sessions"),
        POD("pod"),
        OVER("over"),
        UNKNOWN("unknown"),
        REJECTED("rejected");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    void read(Outcome outcome);

    /** Counts logouts that were dropped before their time, since the list was full. */
    void dropped(int denials);

    /** The outcome of an announcement of this pod. */
    enum Written {
        DONE("done"),
        FAILED("failed"),
        SKIPPED("skipped");

        private final String label;

        Written(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    void announced(Written written);

    /** Counts a remote announcement that was not remembered, since there are too many. */
    void overlooked();
}
