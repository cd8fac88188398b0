package dev.tidings.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configures the demo page and the names that it offers. */
@ConfigMapping(prefix = "tidings.demo")
public interface DemoConfig {
    /**
     * True if the page at {@code /} and the endpoints behind it are served. Any user who signs in can write to all
     * users, hence it is off in production.
     */
    @WithDefault("false")
    boolean enabled();

    /** The user names offered at sign-in; others may be typed. */
    @WithDefault("alice,bob")
    List<String> names();

    /** The groups offered as recipients; others may be typed. */
    @WithDefault("staff,admin")
    List<String> groups();

    /** The password of all users, for an issuer that accepts any; if it is unset, the page has a field for it. */
    Optional<String> password();

    /** Time limit for the issuer's answer, and for Kafka's acknowledgement of an event. */
    @WithDefault("5S")
    Duration patience();
}
