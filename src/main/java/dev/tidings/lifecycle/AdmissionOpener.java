package dev.tidings.lifecycle;

import dev.tidings.socket.Admission;
import dev.tidings.tail.Tail;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Lets sessions in as soon as the tail has caught up for the first time. */
@Singleton
class AdmissionOpener {
    private static final long LOOK_AGAIN_MILLIS = 50;

    void begin(@Observes StartupEvent start, Tail tail, Admission admission, Vertx vertx) {
        vertx.setPeriodic(LOOK_AGAIN_MILLIS, timer -> {
            if (tail.hasCaughtUpOnce()) {
                admission.open();
                vertx.cancelTimer(timer);
            }
        });
    }
}
