package dev.tidings.bench.report;

/** Of a table: which metric of which work; and whether its ratio to bare Netty stands beside it. */
record Column(String title, String work, String metric, boolean compared) {
    /** By whom figures are divided. */
    static final String YARDSTICK = "netty";

    static Column of(String title, String work, String metric) {
        return new Column(title, work, metric, false);
    }

    static Column compared(String title, String work, String metric) {
        return new Column(title, work, metric, true);
    }
}
