package dev.tidings.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether the page is served, and whom it offers. */
@ConfigMapping(prefix = "tidings.demo")
public interface DemoConfig {
    /**
     * Whether the page at {@code /} and what it signs in and publishes with are served. Whoever can sign in can then
     * write to anybody, hence off in production.
     */
    @WithDefault("false")
    boolean enabled();

    /** The names offered at sign-in; any other may be typed. */
    @WithDefault("alice,bob")
    List<String> names();

    /** The groups offered as recipients; any other may be typed. */
    @WithDefault("staff,admin")
    List<String> groups();

    /** The password of everybody, for an issuer that takes any; where it is not set, the page asks for one. */
    Optional<String> password();

    /** How long the issuer may take to answer, and Kafka to take an event. */
    @WithDefault("5S")
    Duration patience();
}
