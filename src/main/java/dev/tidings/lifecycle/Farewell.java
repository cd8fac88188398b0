package dev.tidings.lifecycle;

import dev.tidings.session.Sessions;
import dev.tidings.socket.Admission;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** At the end: no new sessions, and those that are here are asked to go on elsewhere and closed with 1012. */
@Singleton
class Farewell {
    private static final Logger LOG = Logger.getLogger(Farewell.class);

    private final Sessions sessions;
    private final Admission admission;
    private final LifecycleConfig config;

    Farewell(Sessions sessions, Admission admission, LifecycleConfig config) {
        this.sessions = sessions;
        this.admission = admission;
        this.config = config;
    }

    void moveOn(@Observes ShutdownDelayInitiatedEvent shutdown) {
        admission.drain();
        int count = sessions.moveOn(config.reconnectSpread());
        LOG.infof("sessions asked to move on count=%d", count);
    }
}
