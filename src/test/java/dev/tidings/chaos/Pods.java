package dev.tidings.chaos;

import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.TidingsProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Instances of the packaged application, each on a port that it keeps over its restarts. */
final class Pods implements AutoCloseable {
    /** Longer than any drain that is set. */
    private static final Duration END = Duration.ofSeconds(60);

    private final String name;
    private final Settings settings;
    private final List<TidingsProcess> pods = new ArrayList<>();
    private int started;

    /** What the instance of a number is started with. */
    interface Settings {
        TidingsProcess.Setup of(int index, TidingsProcess.Setup bare);
    }

    private Pods(String name, Settings settings) {
        this.name = name;
        this.settings = settings;
    }

    /** All of them ready. */
    static Pods start(String name, int count, Settings settings) {
        Pods pods = new Pods(name, settings);
        try {
            IntStream.range(0, count).forEach(i -> pods.pods.add(pods.setup(i).launch()));
            pods.pods.forEach(TidingsProcess::awaitReady);
            return pods;
        } catch (RuntimeException | Error e) {
            pods.close();
            throw e;
        }
    }

    private TidingsProcess.Setup setup(int index) {
        return settings.of(
                index, TidingsProcess.named(name + "-" + ++started).env("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE", "2"));
    }

    TidingsProcess get(int index) {
        return pods.get(index);
    }

    int count() {
        return pods.size();
    }

    Doors doors() {
        return new Doors(pods.stream().map(TidingsProcess::port).toList());
    }

    /** Again, where it was; it must have ended. Returns at once. */
    void launchAgain(int index) {
        pods.set(index, setup(index).port(pods.get(index).port()).launch());
    }

    /** As a rollout does it: asked to end, awaited, started anew, awaited; gives the pace at which its sessions left. */
    Pace roll(int index) {
        TidingsProcess pod = pods.get(index);
        Pace pace = new Pace(pod);
        pod.process().destroy();
        await("the end of " + name + "-" + index)
                .atMost(END)
                .pollInterval(Pace.EVERY)
                .until(() -> !pace.look());
        Ledger.note(
                name + " " + index + " drained, sessions each " + Pace.EVERY.toMillis() + " ms: " + pace.sessions());
        launchAgain(index);
        pods.get(index).awaitReady();
        return pace;
    }

    List<String> linesAt(String level) {
        return pods.stream().flatMap(pod -> pod.log(level).stream()).toList();
    }

    @Override
    public void close() {
        pods.forEach(TidingsProcess::close);
    }
}
