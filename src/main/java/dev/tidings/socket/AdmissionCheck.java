package dev.tidings.socket;

import dev.tidings.identity.Handshake;
import dev.tidings.identity.Revocations;
import dev.tidings.identity.UpgradeObserver;
import dev.tidings.session.Sessions;
import io.netty.channel.Channel;
import io.quarkus.arc.All;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last check before the upgrade: room on this pod. Keeps what the session needs from the request, strips the rest.
 */
@Singleton
@Priority(1000)
class AdmissionCheck implements HttpUpgradeCheck {
    /** The headers that the upgrade itself needs. All headers of the request live as long as the connection. */
    private static final List<String> KEPT = List.of("host", "upgrade", "connection");

    private final Sessions sessions;
    private final Revocations revocations;
    private final Admission admission;
    private final RetryAfter retryAfter;
    private final List<UpgradeObserver> observers;

    AdmissionCheck(
            Sessions sessions,
            Revocations revocations,
            Admission admission,
            RetryAfter retryAfter,
            @All List<UpgradeObserver> observers) {
        this.sessions = sessions;
        this.revocations = revocations;
        this.admission = admission;
        this.retryAfter = retryAfter;
        this.observers = observers;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        String full = refusalReason();
        if (full != null) {
            return Uni.createFrom().item(retryLater(full));
        }
        return context.securityIdentity().map(Handshake::of).map(handshake -> admit(context, handshake));
    }

    /** Returns why no session can begin now, or null. A call changes nothing. */
    @Nullable
    String refusalReason() {
        if (admission.isClosed()) {
            return "draining";
        }
        if (!sessions.canBegin() || !revocations.areKnown()) {
            return "starting";
        }
        return sessions.isFull() ? "full" : null;
    }

    private CheckResult retryLater(String reason) {
        observers.forEach(observer -> observer.refused(503, reason));
        return CheckResult.rejectUpgradeSync(503, Map.of("Retry-After", List.of(retryAfter.seconds())));
    }

    private CheckResult admit(HttpUpgradeContext context, @Nullable Handshake handshake) {
        if (handshake == null) {
            return CheckResult.rejectUpgradeSync(401, Map.of("WWW-Authenticate", List.of("Bearer")));
        }
        HttpServerRequest request = context.httpRequest();
        Channel channel = NettyAccess.channelOf(request).orElse(null);
        Connections.Admitted admitted =
                new Connections.Admitted(handshake.identity(), request.getParam("cursor"), request, channel);
        context.userData().put(Connections.ADMITTED, admitted);
        handshake.forget();
        for (String name : List.copyOf(request.headers().names())) {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (!KEPT.contains(lowerCase) && !lowerCase.startsWith("sec-websocket-")) {
                request.headers().remove(name);
            }
        }
        return CheckResult.permitUpgradeSync();
    }
}
