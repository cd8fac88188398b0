package dev.tidings.load;

import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** All that a scenario needs: broker and issuer in this JVM, a log of its own, Tidings as a process. */
final class Stage implements AutoCloseable {
    static final String HANDSHAKES = "TIDINGS_SOCKET_MAX_HANDSHAKES_PER_SECOND";

    private final Broker broker = Broker.own();
    private final Issuer issuer = Issuer.start();
    private final TestLog log = TestLog.create(broker);
    private final TidingsProcess tidings;
    private final ProcessFacts facts;

    private Stage(String name, List<String> jvm, Map<String, String> settings) {
        TidingsProcess.Setup setup = log.readBy(TidingsProcess.named("load-" + name));
        settings.forEach(setup::env);
        // What can be done is measured, not what is let in.
        if (!settings.containsKey(HANDSHAKES)) {
            setup.env(HANDSHAKES, "100000");
        }
        tidings = setup.issuer(issuer).jvm(jvm).startReady();
        facts = new ProcessFacts(tidings.process().pid());
    }

    /** Tidings with a heap of 1 GiB and what {@code load.jvm} adds; on core {@code load.pin} alone where that is given. */
    static Stage set(String name) {
        return set(name, Map.of());
    }

    /** The same, with these settings in its environment. */
    static Stage set(String name, Map<String, String> settings) {
        List<String> jvm = List.of(System.getProperty("load.jvm", "-Xmx1g").split(" +", -1));
        int cores = Runtime.getRuntime().availableProcessors();
        Stage stage = new Stage(name, jvm, settings);
        Integer core = Integer.getInteger("load.pin");
        if (core != null) {
            stage.facts.pinTo(core);
            new ProcessFacts(ProcessHandle.current().pid()).pinTo(1 - core);
        }
        say(
                "%s: %d cores, JDK %s, tidings %s%s",
                name,
                cores,
                System.getProperty("java.version"),
                String.join(" ", jvm),
                core == null ? "" : ", alone on one core, clients and broker on the other");
        return stage;
    }

    /** A round's result, with the machine's load of the moment. */
    static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, "load %s | " + format + "%n", prepend(values));
    }

    private static Object[] prepend(Object[] values) {
        Object[] all = new Object[values.length + 1];
        all[0] = ProcessFacts.load();
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }

    /** Tokens of the users from {@code first} on, each one its own. */
    List<String> tokens(int first, int users) {
        return IntStream.range(first, first + users)
                .parallel()
                .mapToObj(i -> issuer.mint(LoadEvent.user(i))
                        .groups("staff")
                        .expires(Duration.ofHours(2))
                        .sign())
                .toList();
    }

    /** One client for each of the users 0, 1, ... */
    Fleet fleet(int users) {
        return Fleet.open(tidings.port(), tokens(0, users));
    }

    /** One client for each of the users from {@code first} on. */
    Fleet fleet(int first, int users, Fleet.Reading reading) {
        return Fleet.open(tidings.port(), first, tokens(first, users), reading);
    }

    Writer writer(int firstUser, int users, int lingerMillis) {
        return new Writer(broker.bootstrapServers(), log.notifications(), firstUser, users, lingerMillis);
    }

    /** Until it has read so many records of the log. */
    void awaitTailed(long records) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> tidings.metric("tidings_records_received_total") >= records);
    }

    TidingsProcess tidings() {
        return tidings;
    }

    ProcessFacts facts() {
        return facts;
    }

    @Override
    public void close() {
        tidings.close();
        issuer.close();
        broker.close();
    }
}
