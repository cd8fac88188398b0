package dev.tidings.lifecycle;

import dev.tidings.session.Sessions;
import dev.tidings.socket.Admission;
import dev.tidings.socket.OpenSockets;
import dev.tidings.socket.SocketConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Drains the pod at its end: it is no longer ready, accepts no client after the overlap, and hands its sessions over at
 * an even pace.
 *
 * <p>Quarkus stops nothing before its event's observers have returned, so waiting here keeps HTTP, event loops and the
 * tail alive. So no shutdown delay is needed, and none is waited out when the last session is gone.
 */
@Singleton
class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final long LOOK_MILLIS = 20;
    private final Sessions sessions;
    private final Admission admission;
    private final OpenSockets sockets;
    private final DrainConfig config;
    private final Duration closeTimeout;

    Drain(Sessions sessions, Admission admission, OpenSockets sockets, DrainConfig config, SocketConfig socket) {
        this.sessions = sessions;
        this.admission = admission;
        this.sockets = sockets;
        this.config = config;
        this.closeTimeout = socket.closeTimeout();
    }

    private DrainPlan plan() {
        return DrainPlan.of(config, closeTimeout);
    }

    /** Checks the plan, so that an impossible drain is reported at the start, and not at the end. */
    void check(@Observes @Priority(1) StartupEvent start) {
        LOG.debugf("a drain takes at most %s", plan().longest());
    }

    void drain(@Observes ShutdownDelayInitiatedEvent shutdown) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            SecondSignal.install();
        }
        try {
            admission.beginDrain();
            // Waits even without sessions: load balancers still route new ones here.
            TimeUnit.MILLISECONDS.sleep(config.overlap().toMillis());
            admission.close();
            handOver(plan());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOver(DrainPlan plan) throws InterruptedException {
        int count = sessions.drain(plan.period());
        LOG.infof("drain: sessions asked to reconnect elsewhere count=%d period=%s", count, plan.period());
        if (!await(sessions::isEmpty, plan.period().plus(DrainPlan.LATENESS))) {
            LOG.warnf("drain: sessions closed at the end of the period count=%d", sessions.closeAll(Duration.ZERO));
        }
        // Frames that were written before a close, and the close itself, may still be in transit.
        await(sockets::noneLeft, plan.closing().plus(DrainPlan.LATENESS));
        LOG.info("drain: all sessions are closed");
    }

    private static boolean await(BooleanSupplier done, Duration patience) throws InterruptedException {
        long begin = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }
}
