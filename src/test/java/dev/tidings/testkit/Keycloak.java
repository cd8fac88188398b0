package dev.tidings.testkit;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Keycloak, out of its archive (system property keycloak.archive), with the realm of keycloak-realm.json. */
public final class Keycloak implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);

    private final int port = FreePort.find();
    private final int managementPort = FreePort.find();
    private final Path log = Path.of("target", "it-logs", "keycloak.log").toAbsolutePath();
    private final String realm;
    private final Process process;

    private Keycloak(String realm, byte[] definition, Map<String, String> environment) {
        this.realm = realm;
        try {
            this.process = launch(unpack(definition), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Keycloak start() {
        try (InputStream realm = Keycloak.class.getResourceAsStream("/keycloak-realm.json")) {
            return started(new Keycloak("people", realm.readAllBytes(), Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With another realm, and variables as its container would have them. */
    public static Keycloak start(String realm, Path definition, Map<String, String> environment) {
        try {
            return started(new Keycloak(realm, Files.readAllBytes(definition), environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Keycloak started(Keycloak keycloak) {
        try {
            await().atMost(START).pollInterval(Duration.ofMillis(500)).until(keycloak::isUp);
        } catch (RuntimeException | Error e) {
            keycloak.close();
            throw e;
        }
        return keycloak;
    }

    private static Path unpack(byte[] definition) throws IOException {
        Path archive = Path.of(System.getProperty("keycloak.archive", "target/keycloak/keycloak.tar.gz"));
        Path home = archive.toAbsolutePath().resolveSibling("home");
        if (!Files.exists(home.resolve("bin/kc.sh"))) {
            Files.createDirectories(home);
            run(List.of("tar", "-xzf", archive.toString(), "-C", home.toString(), "--strip-components=1"));
        }
        // A realm that is there already would not be imported again.
        run(List.of("rm", "-rf", home.resolve("data/h2").toString()));
        Path realms = Files.createDirectories(home.resolve("data/import"));
        Files.write(realms.resolve("realm.json"), definition);
        return home;
    }

    private static void run(List<String> command) throws IOException {
        try {
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IOException(command.get(0) + ": " + exit + " (expected: 0)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Process launch(Path home, Map<String, String> environment) throws IOException {
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--health-enabled=true",
                        "--cache=local",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--http-management-port=" + managementPort)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        builder.environment().putAll(environment);
        return builder.start();
    }

    private boolean isUp() {
        if (!process.isAlive()) {
            throw new IllegalStateException("keycloak: ended with " + process.exitValue() + ", see " + log);
        }
        try {
            return Http.get(URI.create(url() + "/.well-known/openid-configuration"))
                            .status()
                    == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The realm's, QUARKUS_OIDC_AUTH_SERVER_URL. */
    public String url() {
        return base() + "/realms/" + realm;
    }

    private String base() {
        return "http://127.0.0.1:" + port;
    }

    /** By the password grant; the client "app" has the audience, "shop" has not. */
    public String token(String client, String user) {
        return token(url(), client, user, user);
    }

    public String token(String client, String user, String password) {
        return token(url(), client, user, password);
    }

    private static String token(String issuer, String client, String user, String password) {
        return asked(
                issuer,
                "grant_type=password&client_id=" + client + "&username=" + encode(user) + "&password="
                        + encode(password) + "&scope=openid");
    }

    /** Of a client for itself, by its secret. */
    public String clientToken(String client, String secret) {
        return asked(url(), "grant_type=client_credentials&client_id=" + client + "&client_secret=" + encode(secret));
    }

    private static String asked(String issuer, String form) {
        Http.Answer answer = Http.post(
                URI.create(issuer + "/protocol/openid-connect/token"), "application/x-www-form-urlencoded", form);
        if (answer.status() != 200) {
            throw new IllegalStateException("keycloak: " + answer.status() + " " + answer.body() + " (expected: 200)");
        }
        return new JsonObject(answer.body()).getString("access_token");
    }

    /** A new RS256 key that signs from now on, by the admin API. */
    public void rotate() {
        String component = """
                {"name":"rotated-%d","providerId":"rsa-generated","providerType":"org.keycloak.keys.KeyProvider",
                 "config":{"priority":["%d"],"enabled":["true"],"active":["true"],"keySize":["2048"],"algorithm":["RS256"]}}""".formatted(System.nanoTime(), System.currentTimeMillis() / 1000);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base() + "/admin/realms/" + realm + "/components"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + admin())
                .POST(BodyPublishers.ofString(component));
        Http.Answer answer = Http.send(request);
        if (answer.status() != 201) {
            throw new IllegalStateException("keycloak: " + answer.status() + " " + answer.body() + " (expected: 201)");
        }
    }

    /** Tells the client's logouts to that address from now on. */
    public void tellLogouts(String client, URI address) {
        JsonObject found = new JsonArray(
                        admin("GET", "/clients?clientId=" + client, "", 200).body())
                .getJsonObject(0);
        found.getJsonObject("attributes", new JsonObject())
                .put("backchannel.logout.url", address.toString())
                .put("backchannel.logout.session.required", "true");
        admin("PUT", "/clients/" + found.getString("id"), found.encode(), 204);
    }

    /** Ends one login, by its sid. */
    public void endLogin(String sid) {
        admin("DELETE", "/sessions/" + sid, "", 204);
    }

    private Http.Answer admin(String method, String path, String json, int expected) {
        Http.Answer answer = Http.send(HttpRequest.newBuilder(URI.create(base() + "/admin/realms/" + realm + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + admin())
                .method(method, BodyPublishers.ofString(json)));
        if (answer.status() != expected) {
            throw new IllegalStateException(
                    "keycloak: " + answer.status() + " " + answer.body() + " (expected: " + expected + ")");
        }
        return answer;
    }

    private String admin() {
        return token(base() + "/realms/master", "admin-cli", "admin", "admin");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** kc.sh may stay as the parent of the Java process: both end. */
    @Override
    public void close() {
        try (Stream<ProcessHandle> children = process.descendants()) {
            children.toList().forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
