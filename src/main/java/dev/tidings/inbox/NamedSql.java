package dev.tidings.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A statement whose parameters have names ({@code :user}), since most of them occur several times. */
final class NamedSql {
    /** A colon and a name; two colons are a cast. */
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-z]+)");

    private final String sql;
    private final List<String> names = new ArrayList<>();

    NamedSql(String text) {
        Matcher found = NAME.matcher(text);
        StringBuilder positional = new StringBuilder(text.length());
        while (found.find()) {
            names.add(found.group(1));
            found.appendReplacement(positional, "?");
        }
        sql = found.appendTail(positional).toString();
    }

    /**
     * Prepares the statement with these values: texts, numbers, times, and lists of texts or of integers as arrays.
     *
     * @throws IllegalArgumentException where a parameter has no value
     */
    PreparedStatement on(Connection connection, Map<String, ? extends @Nullable Object> values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                if (!values.containsKey(name)) {
                    throw new IllegalArgumentException(name + ": no value (expected: one for each parameter)");
                }
                statement.setObject(i + 1, values.get(name));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
