package dev.tidings.bench.subject;

import dev.tidings.bench.kafka.Topics;
import dev.tidings.bench.machine.Child;
import dev.tidings.bench.machine.FreePort;
import dev.tidings.bench.machine.Jvm;
import dev.tidings.bench.machine.ProcessFacts;
import dev.tidings.bench.machine.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A subject that runs: one process, on a port of its own. */
public final class Instance implements AutoCloseable {
    private final int port;
    private final Child process;
    private final ProcessFacts facts;
    private final Path gcLog;

    private Instance(int port, Child process, Path gcLog) {
        this.port = port;
        this.process = process;
        this.facts = process.facts();
        this.gcLog = gcLog;
    }

    /** Started, not yet listening. */
    public static Instance start(Subject subject, Topics topics, String issuer, String jvmOptions, Path logs) {
        int port = FreePort.find();
        Path gcLog = logs.resolve(subject.name() + "-" + port + "-gc.log").toAbsolutePath();
        Map<String, String> environment = Map.of(
                "PORT", Integer.toString(port),
                "BOOTSTRAP", topics.bootstrap(),
                "NOTIFICATIONS", topics.notifications(),
                "ANNOUNCEMENTS", topics.announcements(),
                "CONTROL", topics.control(),
                "ISSUER", issuer,
                "JWKS", issuer + "/jwks",
                "JAVA", Tool.ofJdk("java"),
                "JVM_OPTS", jvmOptions + " " + Jvm.logging(gcLog));
        Path log = logs.resolve(subject.name() + "-" + port + ".log");
        return new Instance(port, Child.start(List.of("./start"), subject.folder(), environment, log), gcLog);
    }

    public int port() {
        return port;
    }

    public ProcessFacts facts() {
        return facts;
    }

    /** Empty for one that is no JVM. */
    public Optional<Jvm> jvm() {
        return facts.isJvm() ? Optional.of(new Jvm(facts.pid(), gcLog)) : Optional.empty();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Of one that has ended. */
    public int exitCode() {
        return process.exitCode();
    }

    /** The last that it has said. */
    public String lastWords() {
        return process.lastWords();
    }

    @Override
    public void close() {
        process.close();
    }
}
