package dev.tidings.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sets up instances of the application for one test class: with its log, its issuer and its settings. */
public final class InstanceFactory {
    /** The first characters of every token. */
    private static final String TOKEN = "eyJ";

    private final TestLog log;
    private final Issuer issuer;
    private final List<String> settings;
    private final List<TidingsProcess> kept = new ArrayList<>();

    InstanceFactory(TestLog log, Issuer issuer, List<String> settings) {
        this.log = log;
        this.issuer = issuer;
        this.settings = settings;
    }

    TestLog log() {
        return log;
    }

    Issuer issuer() {
        return issuer;
    }

    /** Returns the set-up of an instance that its caller starts and closes. */
    public TidingsProcess.Setup named(String name) {
        TidingsProcess.Setup setup = log.readBy(TidingsProcess.named(name).issuer(issuer));
        for (String setting : settings) {
            int end = setting.indexOf('=');
            setup.env(setting.substring(0, end), setting.substring(end + 1));
        }
        return setup;
    }

    /** Starts an instance, waits until it is ready, and ends it after the last test of the class. */
    public TidingsProcess keep(TidingsProcess.Setup setup) {
        TidingsProcess instance = start(setup);
        instance.awaitReady();
        return instance;
    }

    /** Does the same without waiting, see {@link #awaitReady}. */
    TidingsProcess start(TidingsProcess.Setup setup) {
        TidingsProcess instance = setup.start();
        kept.add(instance);
        return instance;
    }

    void awaitReady() {
        kept.forEach(TidingsProcess::awaitReady);
    }

    /** Ends the kept instances, and fails if they have logged what no client, however it behaves, may bring about. */
    void end() {
        List<String> complaints =
                kept.stream().flatMap(InstanceFactory::complaints).distinct().toList();
        kept.forEach(TidingsProcess::close);
        if (!complaints.isEmpty()) {
            throw new AssertionError("logged: " + complaints.size()
                    + " lines (expected: no error, no exception, no token)\n" + String.join("\n", complaints));
        }
    }

    private static Stream<String> complaints(TidingsProcess instance) {
        return Stream.concat(
                instance.log("ERROR").stream(),
                instance.log()
                        .lines()
                        .filter(line -> line.contains("Exception") || line.contains("\tat ") || line.contains(TOKEN)));
    }
}
