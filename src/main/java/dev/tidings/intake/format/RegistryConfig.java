package dev.tidings.intake.format;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The schema registry for the ids in records of the formats avro and protobuf; it serves Confluent's REST API. */
@ConfigMapping(prefix = "tidings.intake.registry")
public interface RegistryConfig {
    /** Its URL, with the path before {@code /schemas}; for Apicurio {@code http://apicurio:8080/apis/ccompat/v7}. */
    Optional<String> url();

    /** The user for HTTP Basic authentication. */
    Optional<String> user();

    /** The password of that user. */
    Optional<String> password();

    /** A token that is sent instead of user and password. */
    Optional<String> bearerToken();

    /** The {@code quarkus.tls.<name>} with the certificates to trust and to present; unset, the JVM's trust store. */
    Optional<String> tlsConfigurationName();

    /** Timeout for a schema together with its references. Intake waits for it. */
    @WithDefault("5s")
    Duration timeout();

    /** Schemas in the cache of each of the two formats, without expiry: an id never changes its meaning. */
    @WithDefault("1000")
    int maxSchemas();

    /** Time for which an unknown id is remembered: replicas of a registry may receive a new schema a moment later. */
    @WithDefault("10s")
    Duration unknownFor();

    /** Maximum bytes of one answer of the registry. */
    @WithDefault("1048576")
    int maxSchemaSize();
}
