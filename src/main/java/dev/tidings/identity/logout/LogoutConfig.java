package dev.tidings.identity.logout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The logout tokens that are accepted at {@code /backchannel-logout}. */
@ConfigMapping(prefix = "tidings.identity.logout")
public interface LogoutConfig {
    /**
     * Client ids of the front ends, the audience of logout tokens. If it is empty, the endpoint is off. One list serves
     * all issuers: a logout token ends only logins of the issuer that signed it.
     */
    Optional<List<String>> clientIds();

    /** Largest age of a logout token. An older one is refused. */
    @WithDefault("2m")
    Duration maxAge();

    /** Number of logout tokens that may be on their way to Kafka at the same time; more get 503. */
    @WithDefault("200")
    @Min(1)
    int maxPending();
}
