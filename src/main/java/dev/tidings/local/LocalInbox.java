package dev.tidings.local;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Provides a PostgreSQL for the inbox in dev mode, before anything connects to it. */
@IfBuildProfile("dev")
@Singleton
final class LocalInbox {
    private static final Logger LOG = Logger.getLogger(LocalInbox.class);
    // A system property outlives the class loader of a live reload; a static field would not.
    private static final String OURS = "tidings.local.postgres";
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^/:]+:\\d+)/.*");

    private final boolean enabled;
    private final String url;
    private final Path data;

    @Inject
    LocalInbox(Config config) {
        enabled = config.getOptionalValue("tidings.inbox.enabled", boolean.class).orElse(false);
        url = config.getOptionalValue("quarkus.datasource.jdbc.url", String.class).orElse("");
        data = Path.of(config.getOptionalValue("tidings.local.database", String.class)
                .orElse("target/postgres"));
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        Optional<LocalAddress> local = enabled ? address() : Optional.empty();
        local.ifPresent(this::startWhereNobodyListens);
    }

    private Optional<LocalAddress> address() {
        Matcher address = URL.matcher(url);
        return address.matches() ? LocalAddress.of(address.group(1)) : Optional.empty();
    }

    private void startWhereNobodyListens(LocalAddress address) {
        if (address.toString().equals(System.getProperty(OURS))) {
            return;
        }
        if (address.isListening()) {
            LOG.infof("PostgreSQL was running already and is used: address=%s", address);
            return;
        }
        try {
            new LocalPostgres(address.port(), data).start();
            System.setProperty(OURS, address.toString());
            LOG.infof("PostgreSQL started: address=%s data=%s", address, data.toAbsolutePath());
        } catch (IllegalStateException e) {
            LOG.warnf(e.getCause(), "%s; there is no inbox", e.getMessage());
        }
    }
}
