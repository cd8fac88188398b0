package dev.tidings.inbox;

import dev.tidings.http.ProblemException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;

/** Runs statements for the requests of users, each in a transaction, and answers for a database that does not. */
@Singleton
class InboxSessions {
    /** A page of the largest inbox takes milliseconds: a database that takes this long is in trouble. */
    private static final String SNAPSHOT =
            "set transaction isolation level repeatable read read only; set local statement_timeout = 5000";

    private static final String CHANGE = "set local statement_timeout = 5000; set local lock_timeout = 3000";

    private final InboxDatabase database;
    private final OutageLog outage;

    InboxSessions(InboxDatabase database, Clock clock) {
        this.database = database;
        this.outage = new OutageLog(clock);
    }

    /** Statements over one connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Returns whether the inbox is on. */
    boolean areOn() {
        return database.isOn();
    }

    /**
     * Runs statements that see one state of the database.
     *
     * @throws ProblemException where the database does not answer
     */
    <T> T snapshot(Work<T> work) {
        return run(SNAPSHOT, work);
    }

    /**
     * Runs statements that change the database together.
     *
     * @throws ProblemException where the database does not answer
     */
    <T> T change(Work<T> work) {
        return run(CHANGE, work);
    }

    private <T> T run(String begin, Work<T> work) {
        try (Connection connection = database.connection()) {
            T result = run(connection, begin, work);
            outage.over("the inbox's database answers again");
            return result;
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    private static <T> T run(Connection connection, String begin, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute(begin);
            T result = work.on(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private RuntimeException problem(SQLException failure) {
        if (SqlFault.of(failure) != SqlFault.AWAY) {
            return new IllegalStateException("the inbox's database refused a statement", failure);
        }
        outage.failed("the inbox's database does not answer users: cause=" + failure);
        return ProblemException.unavailable("the inbox's database does not answer");
    }
}
