package dev.tidings.control;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The time and number of remembered logouts, and the announcement of sessions between pods. */
@ConfigMapping(prefix = "tidings.control")
public interface ControlConfig {
    /**
     * The longest lifetime of an access token of any issuer: logouts are remembered for this time. The default is the
     * maximum of large providers. Your issuer's tokens mostly live for minutes, and a shorter value saves memory and
     * start-up time. If it is too short, the token of an ended login is accepted again.
     */
    @WithDefault("24h")
    Duration maxTokenLifetime();

    /** Number of logouts that are remembered, about 500 bytes each. Above it those that end first are dropped. */
    @WithDefault("100000")
    @Min(1)
    int maxEntries();

    /** Time that Kafka may take to acknowledge a logout, before 503. Keycloak waits for five seconds. */
    @WithDefault("4s")
    Duration publishTimeout();

    /**
     * Number of sessions of one user on one pod from which all pods announce that user's sessions to each other, so
     * that {@code tidings.session.max-per-user} applies to all of them together. One more than that limit turns it off.
     */
    @WithDefault("2")
    @Min(1)
    int announceFrom();

    /**
     * Number of users whose sessions a pod may announce, and number of users of other pods that it may remember, about
     * 500 bytes each. For more users the limit applies on each pod alone.
     */
    @WithDefault("100000")
    @Min(1)
    int maxAnnounced();

    /**
     * Time for which the sessions of a silent pod still count. A pod that has announced some writes a sign of life
     * three times as often. The difference between pods' clocks must be smaller than this.
     */
    @WithDefault("30s")
    Duration podTimeout();
}
