package dev.tidings.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An OIDC issuer over HTTP: discovery, keys, and a token endpoint that lets any user in. It exists beside Keycloak
 * (which the same tests are run against too) since a product gives no rotation, withdrawal, outage or count of requests
 * on demand, and mints no bad tokens.
 */
public final class Issuer implements AutoCloseable {
    public static final String AUDIENCE = "tidings";
    public static final String CLIENT = "shop-front";
    /** Of every client that asks for a token of its own. */
    public static final String SECRET = "client-secret";

    public static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";
    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String JWKS = "/jwks";
    static final String TOKEN = "/token";
    private static final Set<String> GRANTS = Set.of("password", "client_credentials");

    private final int port;
    private final SigningKeys keys = new SigningKeys();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private volatile String name;
    private volatile @Nullable HttpServer server;
    private @Nullable ExecutorService workers;

    private Issuer(int port) {
        this.port = port;
        this.name = "http://127.0.0.1:" + port;
    }

    /** Returns the issuer that the test classes of this JVM share. Tests may rotate its keys, but do not stop it. */
    public static Issuer shared() {
        return Shared.ISSUER;
    }

    /** Listening. */
    public static Issuer start() {
        Issuer issuer = down();
        issuer.up();
        return issuer;
    }

    /** With its address, but not listening yet. */
    public static Issuer down() {
        return new Issuer(FreePort.find());
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Calls itself so in its discovery document from now on; its tokens still name its address. */
    public Issuer callItself(String other) {
        name = other;
        return this;
    }

    public String tokenUrl() {
        return url() + TOKEN;
    }

    public String jwksUrl() {
        return url() + JWKS;
    }

    public String discoveryUrl() {
        return url() + DISCOVERY;
    }

    public SigningKeys keys() {
        return keys;
    }

    /** Good in every respect, signed with the newest RS256 key. */
    public String token(String user) {
        return mint(user).sign();
    }

    public TokenBuilder mint(String user) {
        return new TokenBuilder(url(), user, keys.current());
    }

    /** A logout token as Keycloak sends it, good in every respect, for the front end {@link #CLIENT}. */
    public TokenBuilder mintLogout(String user) {
        return mint(user)
                .headerType("logout+jwt")
                .audience(CLIENT)
                .claim("typ", "Logout")
                .claim("events", Map.of(LOGOUT_EVENT, Map.of()))
                .expires(Duration.ofMinutes(2));
    }

    /** How often the keys were read. */
    public int jwksReads() {
        return reads(JWKS);
    }

    /** Of any kind. */
    public int requests() {
        return requests.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    public int discoveries() {
        return reads(DISCOVERY);
    }

    private int reads(String path) {
        return requests.computeIfAbsent(path, p -> new AtomicInteger()).get();
    }

    /** Listens (again), on the same port, with the same keys. */
    public void up() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            workers = Executors.newFixedThreadPool(4);
            started.setExecutor(workers);
            started.createContext("/", this::answer);
            started.start();
            server = started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses connections, as an issuer that is gone. */
    public void stop() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
            server = null;
        }
        if (workers != null) {
            workers.shutdownNow();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
        switch (path) {
            case DISCOVERY -> send(exchange, 200, metadata());
            case JWKS -> send(exchange, 200, keys.jwks());
            case TOKEN -> grant(exchange);
            default -> send(exchange, 404, "{}");
        }
    }

    private String metadata() {
        return """
                {"issuer":"%2$s","jwks_uri":"%1$s/jwks","token_endpoint":"%1$s/token",
                "authorization_endpoint":"%1$s/authorize","response_types_supported":["code"],
                "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256","ES256"]}""".formatted(url(), name);
    }

    /** The password grant of any user with any password, all of them staff; or that of any client for itself. */
    private void grant(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = parameter(form, "grant_type");
        String user = "client_credentials".equals(type) ? client(exchange) : parameter(form, "username");
        if (type == null || !GRANTS.contains(type) || user == null) {
            send(exchange, 400, "{\"error\":\"unsupported_grant_type\"}");
            return;
        }
        String token = mint(user).groups("staff").sign();
        String answer = "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":300}";
        send(exchange, 200, answer);
    }

    /** By HTTP's basic authentication; its secret is {@link #SECRET}. */
    private static @Nullable String client(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.startsWith("Basic ")) {
            return null;
        }
        byte[] pair = Base64.getDecoder().decode(header.substring("Basic ".length()));
        String[] parts = new String(pair, StandardCharsets.UTF_8).split(":", 2);
        return parts[1].equals(SECRET) ? parts[0] : null;
    }

    private static @Nullable String parameter(String form, String name) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static final class Shared {
        static final Issuer ISSUER = start();
    }
}
