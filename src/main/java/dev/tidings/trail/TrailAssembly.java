package dev.tidings.trail;

import dev.tidings.control.Elsewhere;
import dev.tidings.control.PodName;
import dev.tidings.session.Homes;
import dev.tidings.session.SessionRegistry;
import dev.tidings.tail.Tail;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the inquiry of its parts. */
class TrailAssembly {
    @Produces
    @Singleton
    Inquiry inquiry(PodName pod, Records records, SessionRegistry registry, Elsewhere elsewhere) {
        return new Inquiry(pod, records, registry, elsewhere);
    }

    @Produces
    @Singleton
    Records records(Tail tail, Homes homes, Clock clock) {
        return new Records(tail, tail.windows(), homes, clock);
    }
}
