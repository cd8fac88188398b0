package dev.tidings.socket;

import dev.tidings.identity.Identity;
import dev.tidings.identity.TokenVerdict;
import dev.tidings.identity.TokenVerifier;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Session;
import dev.tidings.session.Subscriber;
import dev.tidings.socket.Connections.Client;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Extends a session with a newer token of the same user, without a reconnect. */
@Singleton
class TokenRefresh {
    private final TokenSize size;
    private final TokenVerifier verifier;
    private final Logins logins;

    TokenRefresh(TokenSize size, TokenVerifier verifier, Logins logins) {
        this.size = size;
        this.verifier = verifier;
        this.logins = logins;
    }

    /** Verifies the token. Called on the session's loop, and continues there when the verdict arrives. */
    void verify(String token, Client client) {
        String tooLarge = size.faultOf(token);
        if (tooLarge != null) {
            client.refuse(ErrorCode.TOKEN_REFUSED, "tidings.token: " + tooLarge);
            return;
        }
        if (!client.inbound().beginRefresh()) {
            client.refuse(ErrorCode.BUSY, "tidings.token: expected one token at a time");
            return;
        }
        verifier.verify(token)
                .subscribe()
                .with(verdict -> client.session().execute(() -> handle(verdict, client)), failure -> client.session()
                        .execute(() -> handle(new TokenVerdict.Unavailable(Duration.ofSeconds(1)), client)));
    }

    private void handle(TokenVerdict verdict, Client client) {
        client.inbound().endRefresh();
        if (verdict instanceof TokenVerdict.Accepted accepted) {
            extend(client.session(), accepted.identity());
        } else if (verdict instanceof TokenVerdict.Refused refused) {
            client.refuse(
                    ErrorCode.TOKEN_REFUSED,
                    "tidings.token: " + refused.objection().description()
                            + " (expected: a valid token; the session continues with the old one)");
        } else {
            client.channel()
                    .error(
                            ErrorCode.ISSUER_UNAVAILABLE,
                            "tidings.token: cannot be verified now (expected: the same token again later)");
        }
    }

    /** Extends the session. Another user's token ends it; other groups make the client open a new session. */
    private void extend(Session session, Identity identity) {
        Subscriber subscriber = session.subscriber();
        if (!subscriber.user().equals(identity.user())) {
            session.close(CloseReason.POLICY);
        } else if (!subscriber.groups().equals(identity.groups())) {
            session.close(CloseReason.MOVING_ON);
        } else {
            logins.renew(session, identity);
        }
    }
}
