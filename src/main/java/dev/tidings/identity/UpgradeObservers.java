package dev.tidings.identity;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;

/** Notifies all observers, only about upgrades. */
@Singleton
class UpgradeObservers {
    private final List<UpgradeObserver> all;

    UpgradeObservers(@Any Instance<UpgradeObserver> all) {
        this.all = all.stream().toList();
    }

    void refused(RoutingContext context, int status, String reason) {
        // A client that cannot read the reason of a refusal sends a plain request: that is no second refusal.
        if (UpgradePath.matches(context) && context.request().headers().contains(HttpHeaders.UPGRADE)) {
            all.forEach(observer -> observer.refused(status, reason));
        }
    }
}
