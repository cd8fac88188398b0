package dev.tidings.identity;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells all observers, and only of upgrades. */
@Singleton
class UpgradeObservers {
    private final List<UpgradeObserver> all;

    UpgradeObservers(@Any Instance<UpgradeObserver> all) {
        this.all = all.stream().toList();
    }

    void refused(RoutingContext context, int status, String reason) {
        if (UpgradePath.matches(context)) {
            all.forEach(observer -> observer.refused(status, reason));
        }
    }
}
