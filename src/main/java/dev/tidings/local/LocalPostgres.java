package dev.tidings.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL on this machine, which may be stopped and started again on the same port and data. It is a process of
 * its own, which ends with this JVM.
 */
public final class LocalPostgres implements AutoCloseable {
    /** The name of its database, of the owner of this, and the owner's password, for which nobody asks. */
    public static final String NAME = "tidings";

    private static final Duration START = Duration.ofSeconds(60);

    private final int port;
    private final Path data;
    private @Nullable EmbeddedPostgres server;

    /** Creates a server. Port 0 means any free one, which is kept over {@link #close()} and {@link #start()}. */
    public LocalPostgres(int port, Path data) {
        this.port = port == 0 ? FreePort.find() : port;
        this.data = data.toAbsolutePath();
    }

    public synchronized LocalPostgres start() {
        if (server == null) {
            try {
                Files.createDirectories(data);
                server = EmbeddedPostgres.builder()
                        .setPort(port)
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setPGStartupWait(START)
                        // What was written stays, though it is a database for trying.
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                        .start();
                createDatabase(server);
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("PostgreSQL: not started in " + data + " (expected: started)", e);
            }
        }
        return this;
    }

    private static void createDatabase(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("select from pg_database where datname = '" + NAME + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create role " + NAME + " login");
            statement.execute("create database " + NAME + " owner " + NAME);
        }
    }

    /** Returns the address for JDBC, which any password opens. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    public int port() {
        return port;
    }

    /** Returns the number of its first process, the parent of all others. */
    public long pid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL: not running (expected: started)", e);
        }
    }

    /** Ends it at once, as a crash does; {@link #start()} starts it again, with what was committed. */
    public synchronized void kill() {
        try {
            Optional<ProcessHandle> running = ProcessHandle.of(pid());
            Process signal = new ProcessBuilder("kill", "-QUIT", Long.toString(pid())).start();
            signal.waitFor();
            running.ifPresent(process -> process.onExit().join());
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL: not killed (expected: killed)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        close();
    }

    @Override
    public synchronized void close() {
        if (server == null) {
            return;
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL: not stopped (expected: stopped)", e);
        } finally {
            server = null;
        }
    }
}
