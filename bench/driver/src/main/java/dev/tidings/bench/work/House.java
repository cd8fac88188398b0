package dev.tidings.bench.work;

import dev.tidings.bench.identity.Issuer;
import dev.tidings.bench.identity.Tokens;
import dev.tidings.bench.kafka.Broker;
import java.nio.file.Path;

/** What all subjects of a run have in common. */
public record House(Broker broker, Issuer issuer, Tokens tokens, String jvmOptions, Path logs)
        implements AutoCloseable {
    /** A broker and an issuer that run; what all processes say goes to that folder. */
    public static House open(String jvmOptions, Path logs) {
        Issuer issuer = Issuer.start();
        return new House(Broker.start(logs), issuer, new Tokens(issuer), jvmOptions, logs);
    }

    /** The same, where JVMs are started with other options. */
    House with(String otherJvmOptions) {
        return new House(broker, issuer, tokens, otherJvmOptions, logs);
    }

    @Override
    public void close() {
        broker.close();
        issuer.close();
    }
}
