package dev.tidings.intake.format;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Answers by HTTP as Confluent's REST API is documented, and as a registry does that is broken. What a real one answers is
 * tested in {@link ApicurioIT}.
 */
final class StubRegistry implements AutoCloseable {
    private static final String NOT_FOUND = "{\"error_code\": 40403, \"message\": \"Schema not found\"}";

    static {
        // Or each answer would wait 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile @Nullable Answer instead;
    private int port;
    private HttpServer server;

    /** A status and a body; without a body it hangs. */
    record Answer(int status, @Nullable String body) {}

    StubRegistry() {
        server = start();
    }

    private HttpServer start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            started.createContext("/", this::answer);
            started.start();
            port = started.getAddress().getPort();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        asked.add(path);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer = instead == null ? answers.getOrDefault(path, new Answer(404, NOT_FOUND)) : instead;
        if (answer.body() == null) {
            return;
        }
        byte[] body = Given.bytes(answer.body());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** @param references each a name, a subject and a version */
    StubRegistry schema(int id, String type, String text, List<?>... references) {
        return schema("ids/" + id, type, text, references);
    }

    /** @param place the kind of id, and the id */
    StubRegistry schema(String place, String type, String text, List<?>... references) {
        return put("/schemas/" + place, type, text, references);
    }

    StubRegistry version(String subject, int version, String type, String text, List<?>... references) {
        return put("/subjects/" + subject + "/versions/" + version, type, text, references);
    }

    private StubRegistry put(String path, String type, String text, List<?>... references) {
        List<String> list = new ArrayList<>();
        for (List<?> each : references) {
            list.add("{\"name\": \"%s\", \"subject\": \"%s\", \"version\": %s}".formatted(each.toArray()));
        }
        String typed = type.equals("AVRO") ? "" : "\"schemaType\": \"" + type + "\", ";
        answers.put(
                path, new Answer(200, "{" + typed + "\"references\": " + list + ", \"schema\": " + quoted(text) + "}"));
        return this;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** To everything, until it is null. */
    void answerAll(@Nullable Answer answer) {
        instead = answer;
    }

    void stop() {
        server.stop(0);
    }

    void startAgain() {
        server = start();
    }

    List<String> asked() {
        return asked;
    }

    List<String> authorizations() {
        return authorizations;
    }

    Registry registry() {
        return registry(null, Duration.ofSeconds(5));
    }

    Registry registry(@Nullable String authorization, Duration timeout) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        RegistryAddress address = new RegistryAddress("http://127.0.0.1:" + port, authorization);
        return new HttpRegistry(new RegistryHttp(client, address, 1 << 20), answer -> {}, timeout);
    }

    @Override
    public void close() {
        stop();
    }
}
