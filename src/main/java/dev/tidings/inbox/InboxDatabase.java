package dev.tidings.inbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.InjectableInstance;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Gives connections to the inbox's database: one pool, which does not exist while the inbox is off. Any thread. */
@Singleton
class InboxDatabase {
    static final String NO_ADDRESS =
            "tidings.inbox.enabled is on, but QUARKUS_DATASOURCE_JDBC_URL is missing, so there is no inbox; live push"
                    + " works without it (expected: jdbc:postgresql://host:5432/database)";

    private static final String URL = "quarkus.datasource.jdbc.url";

    private final boolean enabled;
    private final boolean hasUrl;
    private final InjectableInstance<AgroalDataSource> pool;
    private final InjectableInstance<Flyway> flyway;
    private volatile boolean migrated;

    InboxDatabase(
            InboxConfig config,
            @ConfigProperty(name = URL) Optional<String> url,
            @Any InjectableInstance<AgroalDataSource> pool,
            @Any InjectableInstance<Flyway> flyway) {
        this.enabled = config.enabled();
        this.hasUrl = url.isPresent();
        this.pool = pool;
        this.flyway = flyway;
    }

    /** Returns whether the inbox is on and has a database's address; it may be away all the same. */
    boolean isOn() {
        return enabled && hasUrl;
    }

    /** Returns whether the tables are there, so that {@link #connection} may give one. */
    boolean isMigrated() {
        return migrated;
    }

    /**
     * Returns a connection that commits each statement by itself; its user closes it.
     *
     * @throws InboxUnavailableException where the inbox is off, or its tables are not there yet
     */
    Connection connection() throws SQLException {
        if (!migrated) {
            throw new InboxUnavailableException(
                    isOn() ? "the inbox's tables are not there yet" : "the inbox is off, or has no database");
        }
        return pool.getActive().getConnection();
    }

    /** Creates the tables or brings them up to date, once; the inbox's own thread calls it until it succeeds. */
    void migrate() throws SQLException {
        try {
            var unused = flyway.getActive().migrate();
            migrated = true;
        } catch (FlywayException e) {
            throw failure(e);
        }
    }

    /** Returns the database's own failure: Flyway's are paragraphs. */
    private static SQLException failure(FlywayException failed) {
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return new SQLException("the tables cannot be created: " + failed.getMessage(), failed);
    }
}
