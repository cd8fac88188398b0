package dev.tidings.bench.report;

import static dev.tidings.bench.report.Column.compared;
import static dev.tidings.bench.report.Column.of;

import java.util.List;

/** The tables of the page, in its order. */
final class Tables {
    private static final String STEADY_CAPTION =
            "5,000 sessions. CPU in µs for each delivered event; latency in ms from the time when the event was due.";

    private Tables() {}

    static final List<Table> ALL = List.of(
            new Table(
                    "Drain: what one core delivers",
                    "A backlog in the log, 5,000 sessions, the subject alone on one core. CPU in µs for each event.",
                    List.of(
                            of("events/s", "drain", "perSecond"),
                            compared("CPU", "drain", "cpu"),
                            compared("settled", "drain", "settledCpu"),
                            of("the first backlog", "drain-first", "cpu"),
                            of("GC pauses, ms", "drain", "gcMillis"),
                            of("RSS, MiB", "drain", "rssMib"),
                            of("generator's CPU", "drain", "generatorCpu"))),
            steady("Steady: 20,000 events a second (linger 2 ms)", "steady-20k"),
            steady("Steady: 2,000 events a second (linger 0)", "steady-2k"),
            new Table(
                    "Broadcast: 100 events a second to everyone",
                    "CPU in µs for each send to a session; latency in ms.",
                    List.of(
                            of("to 5,000: sends/s", "broadcast-5000", "perSecond"),
                            compared("CPU", "broadcast-5000", "cpu"),
                            of("p99", "broadcast-5000", "p99"),
                            of("to 15,000: sends/s", "broadcast-15000", "perSecond"),
                            compared("CPU", "broadcast-15000", "cpu"),
                            of("p99", "broadcast-15000", "p99"))),
            new Table(
                    "Idle sessions",
                    "KiB for each session: live heap after a full collection (JVMs), and growth of the resident set; CPU in µs"
                            + " for each session and second.",
                    List.of(
                            of("5,000: heap", "idle-5000", "heapKib"),
                            of("RSS", "idle-5000", "residentKib"),
                            of("CPU", "idle-5000", "cpuPerSecond"),
                            compared("15,000: heap", "idle-15000", "heapKib"),
                            compared("RSS", "idle-15000", "residentKib"),
                            of("CPU", "idle-15000", "cpuPerSecond"))),
            new Table(
                    "Idle sessions: 60,000 over four instances",
                    "As above, for all four together.",
                    List.of(
                            compared("heap", "idle-60000", "heapKib"),
                            compared("RSS", "idle-60000", "residentKib"),
                            of("RSS in all, MiB", "idle-60000", "rssMib"),
                            of("CPU", "idle-60000", "cpuPerSecond"))),
            new Table(
                    "Connecting: 5,000 at once, 500 in flight",
                    "Handshakes a second, and CPU in µs for each handshake: in a new process (cold), and from accept to close in"
                            + " its third round (warm). Tokens are RS256 if the subject verifies tokens.",
                    List.of(
                            of("cold: /s", "connect-cold", "perSecond"),
                            of("CPU", "connect-cold", "openCpu"),
                            of("warm: /s", "connect-warm", "perSecond"),
                            compared("CPU", "connect-warm", "cpu"),
                            compared("settled", "connect-warm", "settledCpu"))),
            new Table(
                    "Connecting with other tokens",
                    "The same for subjects that verify tokens: ES256, and tokens that the process has verified before.",
                    List.of(
                            of("RS256 seen: /s", "connect-seen", "perSecond"),
                            of("CPU", "connect-seen", "cpu"),
                            of("settled", "connect-seen", "settledCpu"),
                            of("ES256 cold: /s", "connect-es256-cold", "perSecond"),
                            of("CPU", "connect-es256-cold", "cpu"),
                            of("ES256 warm: /s", "connect-es256-warm", "perSecond"),
                            of("settled", "connect-es256-warm", "settledCpu"),
                            of("ES256 seen: settled", "connect-es256-seen", "settledCpu"))),
            new Table(
                    "Skim: records for users who are not here",
                    "A backlog for other users, with 5,000 open sessions. CPU in µs for each record.",
                    List.of(
                            of("records/s", "skim", "perSecond"),
                            compared("CPU", "skim", "cpu"),
                            compared("settled", "skim", "settledCpu"))),
            new Table(
                    "Resume: 5,000 sessions with cursors 10,000 records old",
                    "Time until all sessions are open, and until all have the missed events; total CPU in µs for each session.",
                    List.of(
                            of("open after, s", "resume", "openSeconds"),
                            of("all received after, s", "resume", "seconds"),
                            of("CPU", "resume", "cpuPerSession"))),
            fleet("Fleet: CPU of all instances together, µs an event", "cpu"),
            fleet("Fleet: CPU without the JVMs' compilers, µs an event", "settledCpu"),
            fleet("Fleet: latency p50, ms", "p50"),
            fleet("Fleet: latency p99, ms", "p99"),
            fleet("Fleet: the broker's CPU, µs an event", "brokerCpu"));

    private static Table steady(String title, String work) {
        return new Table(
                title,
                STEADY_CAPTION,
                List.of(
                        compared("CPU", work, "cpu"),
                        compared("settled", work, "settledCpu"),
                        compared("p50", work, "p50"),
                        compared("p99", work, "p99"),
                        of("p99.9", work, "p999"),
                        of("GC pauses, ms", work, "gcMillis"),
                        of("generator's CPU", work, "generatorCpu")));
    }

    private static Table fleet(String title, String metric) {
        return new Table(
                title,
                "5,000 events a second (linger 2 ms) to 5,000 sessions, spread over the given number of instances.",
                List.of(
                        of("1", "fleet-1", metric),
                        of("2", "fleet-2", metric),
                        of("4", "fleet-4", metric),
                        of("6", "fleet-6", metric)));
    }
}
