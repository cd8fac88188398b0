package dev.tidings.telemetry;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Drops meters that Quarkus registers for each group of event loops under one name: the second is lost with a WARN. */
class NettyMeters {
    @Produces
    @Singleton
    MeterFilter eventLoops() {
        return MeterFilter.denyNameStartsWith("netty.eventexecutor.workers");
    }
}
