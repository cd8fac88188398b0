package dev.tidings.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Finds the key of a token, and waits a bounded time where the issuer has to be asked. */
@Singleton
class KeyFinder {
    private final IdentityConfig config;

    KeyFinder(IdentityConfig config) {
        this.config = config;
    }

    /** @param kid null for a token that does not name its key: then the issuer's keys as they are */
    Uni<KeyLookup> find(Issuer issuer, @Nullable String kid) {
        KeySet now = issuer.ring().current();
        if (now != null && (kid == null || now.has(kid))) {
            return Uni.createFrom().item(new KeyLookup.Found(now));
        }
        return issuer.ring()
                .find(kid)
                .ifNoItem()
                .after(config.keyWait())
                .recoverWithItem(new KeyLookup.Unknown())
                .emitOn(here());
    }

    /** Keys arrive on another thread: the answer goes back to the caller's context. */
    private static Executor here() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(back -> task.run());
    }
}
