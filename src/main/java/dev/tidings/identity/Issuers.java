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
    /** Keys are read on a context of their own, not on that of the request that happens to be the first to need one. */
    private final Context home;

    private long ticking;

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
        IssuerKeyCache.Pace pace = new IssuerKeyCache.Pace(config.keyRefreshInterval(), config.keyMaxAge());
        IssuerKeyCache ring = new IssuerKeyCache(
                new IssuerKeys(name, tenant, vertx, config.clockSkew()),
                pace,
                new VertxTimer(vertx, home),
                config.keyWaiters());
        all.add(new Issuer(name, tenant, ring));
    }

    @PostConstruct
    void start() {
        all.forEach(issuer -> issuer.ring().tick());
        ticking = vertx.setPeriodic(
                config.keyRefreshInterval().toMillis(),
                id -> all.forEach(issuer -> issuer.ring().tick()));
    }

    /** A live reload keeps Vert.x and its timers. */
    @PreDestroy
    void stop() {
        vertx.cancelTimer(ticking);
    }

    /** Each, and whether its keys were ever read. */
    Map<String, Boolean> known() {
        Map<String, Boolean> known = new TreeMap<>();
        all.forEach(issuer -> known.put(issuer.name(), issuer.ring().current() != null));
        return known;
    }

    /**
     * The one whose name fits best, an exact one before one that takes any; of equals the first: two tenants of one issuer are
     * one (give its audiences as a list).
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

    /** What they call themselves, as far as they have told. */
    List<String> names() {
        return all.stream().map(Issuer::issuer).filter(Objects::nonNull).toList();
    }

    /** Whose token it says it is. */
    sealed interface Choice {
        record One(Issuer issuer) implements Choice {}

        record None() implements Choice {}

        /** Nobody's we know, but an issuer that was never reached has not told its name yet. */
        record Undecided() implements Choice {}
    }
}
