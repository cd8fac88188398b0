package dev.tidings.identity;

import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.common.runtime.OidcCommonUtils;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads an issuer's keys with the client that Quarkus made for the tenant, so that its TLS, proxy, timeout and DNS
 * settings apply. A tenant that was unreachable at the start is discovered first.
 */
final class IssuerKeys implements Supplier<Uni<KeySet>> {
    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

    private final String name;
    private final TenantConfigContext tenant;
    private final Vertx vertx;
    private final Duration skew;
    private @Nullable Boolean reachable;

    IssuerKeys(String name, TenantConfigContext tenant, Vertx vertx, Duration skew) {
        this.name = name;
        this.tenant = tenant;
        this.vertx = vertx;
        this.skew = skew;
    }

    @Override
    public Uni<KeySet> get() {
        return Uni.createFrom()
                .deferred(tenant::initialize)
                .chain(ready -> OidcCommonUtils.sendRequest(
                        vertx, request(ready), ready.oidcConfig().useBlockingDnsLookup()))
                .map(this::keys)
                .ifNoItem()
                .after(tenant.oidcConfig().connectionTimeout())
                .fail()
                .invoke(keys -> logChange(true, null))
                .onFailure()
                .invoke(failure -> logChange(false, failure));
    }

    private static HttpRequest<Buffer> request(TenantConfigContext ready) {
        String uri = ready.getOidcMetadata().getJsonWebKeySetUri();
        if (uri == null) {
            throw new OIDCException("issuer publishes no jwks_uri");
        }
        return ready.getOidcProviderClient().getWebClient().getAbs(uri);
    }

    private KeySet keys(HttpResponse<Buffer> response) {
        if (response.statusCode() != 200) {
            throw new OIDCException("status=" + response.statusCode() + " (expected: 200)");
        }
        return OidcKeySet.of(tenant.oidcConfig(), skew, response.bodyAsString());
    }

    /** Logs one line per change, however long an outage lasts. */
    private synchronized void logChange(boolean now, @Nullable Throwable failure) {
        if (reachable != null && reachable == now) {
            return;
        }
        boolean first = reachable == null;
        reachable = now;
        if (!now) {
            LOG.warnf(
                    "Issuer is not reachable, its known keys stay valid tenant=%s url=%s cause=%s"
                            + " (more: log category io.quarkus.oidc at WARN)",
                    name, tenant.oidcConfig().authServerUrl().orElse("none"), failure);
        } else if (!first) {
            LOG.infof("Issuer is reachable again tenant=%s", name);
        }
    }
}
