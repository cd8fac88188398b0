package dev.tidings.intake.format;

/** Counts requests to the schema registry by their answers. Called by intake's thread only. */
public interface RegistryMetrics {
    enum Answer {
        FOUND("found"),
        UNKNOWN("unknown"),
        UNAVAILABLE("unavailable");

        private final String label;

        Answer(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    void answered(Answer answer);
}
