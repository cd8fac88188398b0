package dev.tidings.intake.format;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assembles the formats. */
class FormatAssembly {
    private static final String TLS = "tidings.intake.registry.tls-configuration-name";

    @Produces
    @Singleton
    FormatFactory formats(
            FormatConfig config,
            RegistryConfig registry,
            FormatMetrics formatMetrics,
            RegistryMetrics metrics,
            TlsConfigurationRegistry tls) {
        return new FormatFactory(
                new Bounds(config.maxValueSize(), config.maxDepth()),
                formatMetrics,
                registry(registry, metrics, tls),
                new SchemaCache.Memory(registry.maxSchemas(), registry.unknownFor(), Ticker.systemTicker()));
    }

    private static @Nullable Registry registry(
            RegistryConfig config, RegistryMetrics metrics, TlsConfigurationRegistry tls) {
        RegistryAddress address = RegistryAddress.of(config).orElse(null);
        if (address == null) {
            return null;
        }
        RegistryHttp http = new RegistryHttp(client(config, tls), address, config.maxSchemaSize());
        return new HttpRegistry(http, metrics, config.timeout());
    }

    private static HttpClient client(RegistryConfig config, TlsConfigurationRegistry tls) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(config.timeout());
        String name = config.tlsConfigurationName().orElse(null);
        if (name == null) {
            return client.build();
        }
        TlsConfiguration found = tls.get(name)
                .orElseThrow(() -> new ConfigurationException("Tidings does not start: " + TLS + ": " + name
                        + " (expected: the name of a quarkus.tls.<name>)"));
        try {
            return client.sslContext(found.createSSLContext()).build();
        } catch (Exception e) {
            throw new ConfigurationException(
                    "Tidings does not start: " + TLS + ": " + name + " (expected: certificates that can be read)", e);
        }
    }

    /** Checks the registry's settings early, whether or not a route needs the registry. */
    void check(@Observes @Priority(3) StartupEvent start, RegistryConfig config) {
        List<String> violations = RegistryAddress.violations(config);
        if (!violations.isEmpty()) {
            throw new ConfigurationException("Tidings does not start: " + String.join("; ", violations));
        }
    }
}
