package dev.tidings.testkit;

import dev.tidings.local.LocalPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for tests: one shared by all of this JVM, or one of its own for a test that stops it. */
public final class Postgres implements AutoCloseable {
    private static final Path ALL_DATA = Path.of("target", "test-postgres");
    private static final AtomicInteger SERVERS = new AtomicInteger();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static volatile long sharedPid = -1;

    private final LocalPostgres server;
    private final Path data;

    private Postgres() {
        data = ALL_DATA.resolve(ProcessHandle.current().pid() + "-" + SERVERS.incrementAndGet());
        server = new LocalPostgres(0, data).start();
    }

    /** Started by the first who asks, closed at the end of the JVM; never stop this one. */
    public static Postgres shared() {
        return Shared.POSTGRES;
    }

    /** One that the test may stop, kill and start, and closes. */
    public static Postgres own() {
        return new Postgres();
    }

    /** Creates a database that no other test uses, and returns its address. */
    public String newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(address("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner " + LocalPostgres.NAME);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return address(name, LocalPostgres.NAME);
    }

    private String address(String database, String user) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database + "?user=" + user;
    }

    /** Orderly. */
    public void stop() {
        server.close();
    }

    /** At once, as by a crash. */
    public void kill() {
        server.kill();
    }

    /** After one of these: on the same port, with what was committed. */
    public void start() {
        server.start();
    }

    @Override
    public void close() {
        server.close();
        Folders.delete(data);
    }

    /** Whether that process is of the shared one, which outlives test classes. */
    static boolean isShared(ProcessHandle process) {
        long pid = sharedPid;
        return process.pid() == pid || process.parent().map(ProcessHandle::pid).filter(it -> it == pid).isPresent();
    }

    private static final class Shared {
        static final Postgres POSTGRES = own();

        static {
            sharedPid = POSTGRES.server.pid();
            Runtime.getRuntime().addShutdownHook(new Thread(POSTGRES::close, "test-postgres-close"));
        }
    }
}
