package dev.tidings.diagnosis;

import dev.tidings.control.PodName;
import dev.tidings.control.RemoteSessions;
import dev.tidings.session.HomePartitions;
import dev.tidings.session.SessionRegistry;
import dev.tidings.tail.TailThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Assembles the diagnosis service. */
class DiagnosisAssembly {
    @Produces
    @Singleton
    DiagnosisService service(PodName pod, Records records, SessionRegistry registry, RemoteSessions elsewhere) {
        return new DiagnosisService(pod, records, registry, elsewhere);
    }

    @Produces
    @Singleton
    Records records(TailThread tail, HomePartitions homes, Clock clock) {
        return new Records(tail, tail.windows(), homes, clock);
    }
}
