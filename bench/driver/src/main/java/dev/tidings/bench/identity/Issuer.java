package dev.tidings.bench.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidings.bench.machine.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An OIDC issuer over HTTP: discovery, and an RS256 and an ES256 key. */
public final class Issuer implements AutoCloseable {
    private final int port = FreePort.find();
    private final PublicJsonWebKey rsa;
    private final PublicJsonWebKey ec;
    private final HttpServer server;

    private Issuer() throws JoseException, IOException {
        rsa = named(RsaJwkGenerator.generateJwk(2048), "RS256");
        ec = named(EcJwkGenerator.generateJwk(EllipticCurves.P256), "ES256");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        String keys = new JsonWebKeySet(List.of(rsa, ec)).toJson(OutputControlLevel.PUBLIC_ONLY);
        server.createContext("/jwks", exchange -> send(exchange, keys));
        server.createContext("/.well-known/openid-configuration", exchange -> send(exchange, metadata()));
        server.start();
    }

    public static Issuer start() {
        try {
            return new Issuer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    PublicJsonWebKey key(Algorithm algorithm) {
        return algorithm == Algorithm.RS256 ? rsa : ec;
    }

    private static PublicJsonWebKey named(PublicJsonWebKey key, String algorithm) {
        key.setKeyId("bench-" + algorithm);
        key.setAlgorithm(algorithm);
        key.setUse("sig");
        return key;
    }

    private String metadata() {
        return """
                {"issuer":"%1$s","jwks_uri":"%1$s/jwks","token_endpoint":"%1$s/token",
                "authorization_endpoint":"%1$s/authorize","response_types_supported":["code"],
                "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256","ES256"]}""".formatted(url());
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
