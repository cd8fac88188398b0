package dev.tidings.identity;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.quarkus.runtime.Startup;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All issuers whose tokens are accepted: Quarkus' default tenant and its named ones. */
@Startup
@Singleton
class Issuers {
    private static final String DEFAULT = "<default>";

    private final List<Issuer> all = new ArrayList<>();
    private final IdentityConfig config;
    private final Vertx vertx;
    /** The context on which keys are read, instead of the one of the first request that needs a key. */
    private final Context home;

    private long refreshTimer;

    Issuers(TenantConfigBean tenants, IdentityConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
        this.home = vertx.getOrCreateContext();
        add(DEFAULT, tenants.getDefaultTenant());
        Map<String, TenantConfigContext> named = new TreeMap<>(tenants.getStaticTenantsConfig());
        named.forEach(this::add);
    }

    private void add(String name, TenantConfigContext tenant) {
        if (!RequiredSettings.isIssuer(tenant.oidcConfig())) {
            return;
        }
        IssuerKeyCache.Pace pace =
                new IssuerKeyCache.Pace(config.keyRefreshInterval(), config.keyMaxAge(), config.keyWait());
        IssuerKeyCache keys = new IssuerKeyCache(
                new IssuerKeys(name, tenant, vertx, config.clockSkew()),
                pace,
                new VertxTimer(vertx, home),
                config.keyWaiters());
        all.add(new Issuer(name, tenant, keys));
    }

    @PostConstruct
    void start() {
        all.forEach(issuer -> issuer.keys().refresh());
        refreshTimer = vertx.setPeriodic(
                config.keyRefreshInterval().toMillis(),
                id -> all.forEach(issuer -> issuer.keys().refresh()));
    }

    /** Stops the timer, since a live reload keeps Vert.x and its timers. */
    @PreDestroy
    void stop() {
        vertx.cancelTimer(refreshTimer);
    }

    /** Returns each issuer, and whether its keys were ever read. */
    Map<String, Boolean> known() {
        Map<String, Boolean> known = new TreeMap<>();
        all.forEach(issuer -> known.put(issuer.name(), issuer.keys().current() != null));
        return known;
    }

    /**
     * Chooses the issuer whose name matches best: an exact match before one that accepts any. Of equal matches the
     * first is chosen: two tenants of one issuer count as one (give its audiences as a list).
     */
    Choice choose(UnverifiedToken token) {
        String iss = token.issuer();
        return iss == null ? new Choice.None() : choose(iss, token.tenant());
    }

    private Choice choose(String iss, @Nullable String tid) {
        Issuer best = null;
        IssuerName.Fit bestFit = IssuerName.Fit.NONE;
        boolean perhaps = false;
        boolean likely = false;
        for (Issuer issuer : all) {
            IssuerName.Fit fit = issuer.fit(iss, tid);
            if (fit == null) {
                perhaps = true;
                likely |= issuer.isAt(iss);
            } else if (fit.compareTo(bestFit) > 0) {
                best = issuer;
                bestFit = fit;
            }
        }
        if (best != null && !(likely && bestFit == IssuerName.Fit.ANY)) {
            return new Choice.One(best);
        }
        return perhaps ? new Choice.Undecided() : new Choice.None();
    }

    /** Returns the issuers' own names, as far as they are discovered. */
    List<String> names() {
        return all.stream().map(Issuer::issuer).filter(Objects::nonNull).toList();
    }

    /** The issuer of a token, by its own claims. */
    sealed interface Choice {
        record One(Issuer issuer) implements Choice {}

        record None() implements Choice {}

        /** No known issuer matches, but an issuer that was never reached may have this name. */
        record Undecided() implements Choice {}
    }
}
