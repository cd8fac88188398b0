package dev.tidings.socket;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The requirements of RFC 6455 (4.2.1) for a handshake. Vert.x and Quarkus accept many requests that violate them. */
final class HandshakeRules {
    static final int BAD_REQUEST = 400;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int UPGRADE_REQUIRED = 426;
    static final String VERSION = "13";

    private static final String VERSION_HEADER = "Sec-WebSocket-Version";
    private static final String KEY_HEADER = "Sec-WebSocket-Key";

    /** 16 bytes in base64. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private HandshakeRules() {}

    /** The reason why a handshake cannot be served, and the status of the answer. */
    record Fault(int status, String detail) {}

    /** Returns whether the request is a handshake, even a malformed one. Any other request is a plain one. */
    static boolean isAttempt(MultiMap headers) {
        return lists(headers, HttpHeaders.UPGRADE, "websocket");
    }

    static @Nullable Fault faultOf(HttpMethod method, HttpVersion version, MultiMap headers) {
        if (!method.equals(HttpMethod.GET)) {
            return new Fault(METHOD_NOT_ALLOWED, "method: " + method + " (expected: GET)");
        }
        if (version != HttpVersion.HTTP_1_1) {
            return new Fault(BAD_REQUEST, "handshake: " + version.alpnName() + " (expected: HTTP/1.1)");
        }
        if (hasBody(headers)) {
            return new Fault(BAD_REQUEST, "handshake: a body (expected: none)");
        }
        if (!lists(headers, HttpHeaders.CONNECTION, "upgrade")) {
            return new Fault(BAD_REQUEST, "Connection: no upgrade (expected: Upgrade, forwarded by proxies)");
        }
        return socketFault(headers);
    }

    private static boolean hasBody(MultiMap headers) {
        return headers.contains(HttpHeaders.TRANSFER_ENCODING)
                || !headers.getAll(HttpHeaders.CONTENT_LENGTH).stream().allMatch("0"::equals);
    }

    private static @Nullable Fault socketFault(MultiMap headers) {
        if (!headers.getAll(VERSION_HEADER).equals(List.of(VERSION))) {
            return new Fault(UPGRADE_REQUIRED, VERSION_HEADER + ": unknown (expected: " + VERSION + ")");
        }
        List<String> keys = headers.getAll(KEY_HEADER);
        return keys.size() == 1 && KEY.matcher(keys.get(0)).matches()
                ? null
                : new Fault(BAD_REQUEST, KEY_HEADER + ": malformed (expected: 16 bytes in base64, once)");
    }

    /** Returns whether one of the header's lines, or one of their entries, is this word. */
    private static boolean lists(MultiMap headers, CharSequence name, String word) {
        return headers.getAll(name).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .anyMatch(entry -> entry.trim().equalsIgnoreCase(word));
    }
}
