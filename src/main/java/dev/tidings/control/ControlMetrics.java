package dev.tidings.control;

/** What control counts; must not block. */
public interface ControlMetrics {
    /** What became of a record. */
    enum Outcome {
        LOGOUT("logout"),
        /** No session here was of it. */
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

    /** Logouts were forgotten before their time, since the list was full. */
    void dropped(int denials);

    /** What became of something that this pod had to announce. */
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

    /** Sessions elsewhere were not remembered, since there are too many. */
    void overlooked();
}
