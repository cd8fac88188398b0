package dev.tidings.intake.format;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The schema registry whose ids stand in records of the formats avro and protobuf; it speaks Confluent's REST API. */
@ConfigMapping(prefix = "tidings.intake.registry")
public interface RegistryConfig {
    /** Its address, with the path before {@code /schemas}: of Apicurio {@code http://apicurio:8080/apis/ccompat/v7}. */
    Optional<String> url();

    /** Who asks, by HTTP Basic authentication. */
    Optional<String> user();

    /** That user's password. */
    Optional<String> password();

    /** A token that is sent instead of user and password. */
    Optional<String> bearerToken();

    /** The {@code quarkus.tls.<name>} whose certificates are trusted and shown; without it, those that the JVM trusts. */
    Optional<String> tlsConfigurationName();

    /** How long a schema may take to come, together with all that it refers to. Intake waits for it. */
    @WithDefault("5s")
    Duration timeout();

    /** Schemas that are remembered, for ever, of each of the two formats: an id never means another one. */
    @WithDefault("1000")
    int maxSchemas();

    /** How long an id is remembered as unknown: a registry's replicas may learn of a new one a moment later. */
    @WithDefault("10s")
    Duration unknownFor();

    /** Bytes that one answer of the registry may have. */
    @WithDefault("1048576")
    int maxSchemaSize();
}
