package dev.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A broker with two doors: one over TLS, at which clients say who they are and have the rights that were given to them, and
 * the test's own, at which everything is allowed.
 */
public final class SecureBroker implements AutoCloseable {
    private final Broker broker;
    private final Path folder;
    private final Identity identity;
    private final int port;

    private SecureBroker(Broker broker, Path folder, Identity identity, int port) {
        this.broker = broker;
        this.folder = folder;
        this.identity = identity;
        this.port = port;
    }

    /** SCRAM-SHA-512, with no user yet. */
    public static SecureBroker scram() {
        return start(
                "SASL_SSL",
                Map.of(
                        "listener.name.secure.sasl.enabled.mechanisms", "SCRAM-SHA-512",
                        "listener.name.secure.scram-sha-512.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;"));
    }

    /** Client certificates; see {@link #trust}. */
    public static SecureBroker mutualTls() {
        return start(
                "SSL",
                Map.of(
                        "listener.name.secure.ssl.client.auth", "required",
                        "ssl.principal.mapping.rules", "RULE:^CN=(.*)$/$1/"));
    }

    /** Tokens of this issuer. */
    public static SecureBroker oauthBearer(Issuer issuer) {
        System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", issuer.jwksUrl());
        return start(
                "SASL_SSL",
                Map.of(
                        "listener.name.secure.sasl.enabled.mechanisms",
                        "OAUTHBEARER",
                        "listener.name.secure.oauthbearer.sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                        "listener.name.secure.oauthbearer.sasl.server.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler",
                        "listener.name.secure.sasl.oauthbearer.jwks.endpoint.url",
                        issuer.jwksUrl(),
                        "listener.name.secure.sasl.oauthbearer.expected.audience",
                        Issuer.AUDIENCE,
                        "listener.name.secure.sasl.oauthbearer.expected.issuer",
                        issuer.url()));
    }

    private static SecureBroker start(String protocol, Map<String, String> login) {
        try {
            Path folder = Files.createTempDirectory("secure-broker");
            Identity identity = Identity.of("broker");
            Files.writeString(folder.resolve("broker.pem"), identity.both());
            Files.writeString(folder.resolve("trusted.pem"), identity.certificate());
            int plain = FreePort.find();
            int secure = FreePort.find();
            Map<String, String> settings = new HashMap<>(doors(protocol, plain, secure, FreePort.find()));
            settings.putAll(stores(folder));
            settings.putAll(login);
            return new SecureBroker(Broker.own(plain, settings), folder, identity, secure);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> doors(String protocol, int plain, int secure, int controller) {
        String doors = "PLAINTEXT://127.0.0.1:" + plain + ",SECURE://127.0.0.1:" + secure;
        return Map.of(
                "listeners",
                doors + ",CONTROLLER://127.0.0.1:" + controller,
                "advertised.listeners",
                doors,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:" + protocol,
                "controller.quorum.voters",
                "1@127.0.0.1:" + controller,
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS");
    }

    private static Map<String, String> stores(Path folder) {
        return Map.of(
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                folder.resolve("broker.pem").toString(),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                folder.resolve("trusted.pem").toString());
    }

    /** The test's own door; everybody's address is {@link #address}. */
    public Broker broker() {
        return broker;
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** What clients have to trust. */
    public String certificate() {
        return identity.certificate();
    }

    /** From its next start on, only clients with this certificate. */
    public void trust(Identity client) {
        try {
            Files.writeString(folder.resolve("trusted.pem"), client.certificate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void restart() {
        broker.stop();
        broker.start();
    }

    @Override
    public void close() {
        broker.close();
        Folders.delete(folder);
    }
}
