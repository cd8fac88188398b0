package dev.tidings.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.WsClient;
import java.net.URLEncoder;
import java.time.Duration;

/** Sends logout tokens as an issuer does, and looks at what they end. */
final class Logouts {
    /** The time within which a logout takes effect on all pods. */
    private static final Duration PROMISED = Duration.ofSeconds(1);

    private Logouts() {}

    static Http.Answer post(TidingsProcess tidings, String logoutToken) {
        return Http.post(
                tidings.http("/backchannel-logout"),
                "application/x-www-form-urlencoded",
                "logout_token=" + URLEncoder.encode(logoutToken, UTF_8));
    }

    /** Opens a session and awaits its welcome. */
    static WsClient connect(TidingsProcess tidings, String token) {
        WsClient client = WsClient.to(tidings.ws()).bearer(token).open();
        client.awaitGreeting();
        return client;
    }

    /** Returns how a handshake with this token is answered. */
    static int status(TidingsProcess tidings, String token) {
        return WsClient.to(tidings.ws()).bearer(token).status();
    }

    static void assertLoggedOut(WsClient client) {
        await().atMost(PROMISED).until(() -> client.closed() != null);
        assertThat(client.awaitClosed()).isEqualTo(new WsClient.Closed(4403, "logged out"));
    }
}
