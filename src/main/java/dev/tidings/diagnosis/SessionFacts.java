package dev.tidings.diagnosis;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.event.Login;
import dev.tidings.session.CloseReason;
import dev.tidings.session.SessionState;
import dev.tidings.session.SessionView;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The identification of a session.
 *
 * @param login the issuer's own name for the login ({@code sid}), if its tokens have one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionFacts(
        String user,
        @Nullable String login,
        Instant opened,
        String state,
        @Nullable Closed closed) {

    /** The end of a session. */
    record Closed(Instant at, int code, String reason, boolean reconnect) {}

    static SessionFacts of(SessionView view) {
        Login login = view.subscriber().login();
        return new SessionFacts(
                view.subscriber().user().value(),
                login == null ? null : login.sid(),
                view.life().opened(),
                state(view.life().state()),
                closed(view.life()));
    }

    private static String state(SessionState state) {
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Closed closed(SessionView.Life life) {
        CloseReason reason = FindingRules.reasonOf(life.state());
        Instant at = life.ended();
        return reason == null || at == null ? null : new Closed(at, reason.code(), reason.text(), reason.reconnect());
    }
}
