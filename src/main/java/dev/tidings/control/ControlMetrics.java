package dev.tidings.control;

/** What the reader of the control topic counts; must not block. */
public interface ControlMetrics {
    /** What became of a record. */
    enum Outcome {
        LOGOUT("logout"),
        LIFTED("lifted"),
        OVER("over"),
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
}
