package dev.tidings.control;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How long logouts are remembered, and how many; how sessions on other pods are known. */
@ConfigMapping(prefix = "tidings.control")
public interface ControlConfig {
    /**
     * The longest life of an access token that any issuer gives: so long a logout is remembered. The default is as long as
     * large providers go; what your issuer really gives is mostly minutes, and saves memory and start-up time. Too short,
     * and the token of an ended login is accepted again.
     */
    @WithDefault("24h")
    Duration maxTokenLifetime();

    /** Logouts that are remembered at the same time, about 500 bytes each; over it those go first that would end first. */
    @WithDefault("100000")
    @Min(1)
    int maxEntries();

    /** How long Kafka may take to acknowledge a logout, before 503. Keycloak waits for five seconds. */
    @WithDefault("4s")
    Duration publishTimeout();

    /**
     * With so many sessions of one user on one pod, all pods announce that user's sessions to each other, so that
     * {@code tidings.session.max-per-user} holds for all of them together. One more than that limit turns it off.
     */
    @WithDefault("2")
    @Min(1)
    int announceFrom();

    /**
     * Users whose sessions a pod may announce, and those of other pods that it may remember, about 500 bytes each; for more
     * the limit holds on each pod alone.
     */
    @WithDefault("100000")
    @Min(1)
    int maxAnnounced();

    /**
     * How long the sessions of a pod that is not heard of still count; a pod that has announced some gives a sign of life
     * three times as often. Pods' clocks must be closer together than this.
     */
    @WithDefault("30s")
    Duration podTimeout();
}
