package dev.tidings.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.socket.HandshakeRules.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeRulesTest {
    private static final String KEY = "Sec-WebSocket-Key";
    private static final String VERSION = "Sec-WebSocket-Version";

    private static MultiMap good() {
        return MultiMap.caseInsensitiveMultiMap()
                .add("Upgrade", "websocket")
                .add("Connection", "Upgrade")
                .add(VERSION, "13")
                .add(KEY, "dGhlIHNhbXBsZSBub25jZQ==");
    }

    private static int status(Consumer<MultiMap> change) {
        return status(HttpMethod.GET, HttpVersion.HTTP_1_1, change);
    }

    private static int status(HttpMethod method, HttpVersion version, Consumer<MultiMap> change) {
        MultiMap headers = good();
        change.accept(headers);
        Fault fault = HandshakeRules.faultOf(method, version, headers);
        if (fault == null) {
            return 101;
        }
        assertThat(fault.detail()).matches("[A-Za-z-]+: .+ \\(expected: .+\\)");
        return fault.status();
    }

    @Test
    void aValidHandshakeIsAccepted() {
        assertThat(status(headers -> {})).isEqualTo(101);
        assertThat(status(headers -> headers.set("Content-Length", "0"))).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive, Upgrade", "upgrade", "UPGRADE,close", " Upgrade "})
    void connectionIsAListThatIgnoresCase(String connection) {
        assertThat(status(headers -> headers.set("Connection", connection))).isEqualTo(101);
        assertThat(status(headers -> headers.set("Connection", "close").add("Connection", connection)))
                .isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive", "", "close", "upgraded", "websocket"})
    void aConnectionThatDoesNotUpgradeIsRefused(String connection) {
        assertThat(status(headers -> headers.set("Connection", connection))).isEqualTo(400);
        assertThat(status(headers -> headers.remove("Connection"))).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "WebSocket", "h2c, websocket", "foo/1 ,WEBSOCKET"})
    void upgradeMayListWebsocketAmongOthers(String upgrade) {
        assertThat(HandshakeRules.isAttempt(good().set("Upgrade", upgrade))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h2c", "websockets", "web socket", "websocket/13"})
    void aRequestWithoutWebsocketIsPlain(String upgrade) {
        assertThat(HandshakeRules.isAttempt(good().set("Upgrade", upgrade))).isFalse();
        assertThat(HandshakeRules.isAttempt(good().remove("Upgrade"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "8", "12", "14", "25", "013", "13.0", "0x0d", "thirteen", "", "13, 8", "13,13"})
    void anotherVersionNeedsAnUpgrade(String version) {
        assertThat(status(headers -> headers.set(VERSION, version))).isEqualTo(426);
    }

    @Test
    void theVersionMustNotBeRepeated() {
        assertThat(status(headers -> headers.remove(VERSION))).isEqualTo(426);
        assertThat(status(headers -> headers.add(VERSION, "13"))).isEqualTo(426);
        assertThat(status(headers -> headers.add(VERSION, "8"))).isEqualTo(426);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "dGhlIHNhbXBsZSBub25jZQ",
                "dGhlIHNhbXBsZSBub25jZQ=",
                "dGhlIHNhbXBsZSBub25jZQ===",
                "dGhlIHNhbXBsZSBub25j",
                "dGhlIHNhbXBsZSBub25jZSE=",
                "dGhl-HNhbXBsZSBub25jZQ==",
                "dGhl IHNhbXBsZSBub25jZQ=",
                "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ==",
                "ZGhlIHNhbXBsZSBub25jZSBhbmQgdHdpY2UgYXMgbXVjaA=="
            })
    void aKeyIsSixteenBytesInBase64(String key) {
        assertThat(status(headers -> headers.set(KEY, key))).isEqualTo(400);
    }

    @Test
    void theKeyMustNotBeRepeated() {
        assertThat(status(headers -> headers.remove(KEY))).isEqualTo(400);
        assertThat(status(headers -> headers.add(KEY, "dGhlIHNhbXBsZSBub25jZQ==")))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "FOO"})
    void anotherMethodIsNotAllowed(String method) {
        assertThat(status(HttpMethod.valueOf(method), HttpVersion.HTTP_1_1, headers -> {}))
                .isEqualTo(405);
    }

    @Test
    void onlyHttp11Upgrades() {
        assertThat(status(HttpMethod.GET, HttpVersion.HTTP_1_0, headers -> {})).isEqualTo(400);
        assertThat(status(HttpMethod.GET, HttpVersion.HTTP_2, headers -> {})).isEqualTo(400);
    }

    @Test
    void aHandshakeHasNoBody() {
        assertThat(status(headers -> headers.set("Content-Length", "5"))).isEqualTo(400);
        assertThat(status(headers -> headers.set("Transfer-Encoding", "chunked")))
                .isEqualTo(400);
    }
}
