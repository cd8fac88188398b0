package dev.tidings.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Finds the key of a token, and waits a bounded time if the issuer's keys have to be read. */
@Singleton
public class KeyFinder {
    private final IdentityConfig config;

    KeyFinder(IdentityConfig config) {
        this.config = config;
    }

    /** Finds a key. A null {@code kid} is for a token without one, which gets the issuer's current keys. */
    public Uni<KeyLookup> find(Issuer issuer, @Nullable String kid) {
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

    /** Returns an executor on the caller's context, since keys arrive on another thread. */
    private static Executor here() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(back -> task.run());
    }
}
