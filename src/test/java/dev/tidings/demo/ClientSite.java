package dev.tidings.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Somebody's web site: an empty page, and {@code tidings.js}. */
final class ClientSite implements AutoCloseable {
    private static final Path CLIENT = Path.of("src", "main", "resources", "demo", "tidings.js");

    private final HttpServer server;

    ClientSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> send(exchange, "text/html", "<!doctype html>".getBytes(UTF_8)));
        server.createContext("/tidings.js", exchange -> send(exchange, "text/javascript", Files.readAllBytes(CLIENT)));
        server.start();
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
