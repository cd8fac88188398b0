package dev.tidings.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where accounts are written: a line in target/ in each run, and the scenario's row in the document in a long one. */
final class Ledger {
    static final Path DOCUMENT = Path.of("docs", "reliability.md");
    private static final Path LINES = Path.of("target", "chaos", "accounts.md");

    private Ledger() {}

    /** {@code aKilledInstance} is "a killed instance". */
    static String title(String method) {
        return method.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** A line that no document has, for whoever looks at a run. */
    static void note(String line) {
        try {
            Files.createDirectories(LINES.getParent());
            Files.writeString(LINES, line + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(String title, Account account) {
        String row = row(title, account);
        note(row);
        try {
            if (Boolean.getBoolean("chaos.document")) {
                replace(title, row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(String title, String row) throws IOException {
        String document = Files.readString(DOCUMENT);
        Matcher found =
                Pattern.compile("(?m)^\\| " + Pattern.quote(title) + " \\|.*$").matcher(document);
        if (!found.find()) {
            throw new IllegalStateException(DOCUMENT + ": no row \"" + title + "\" (expected: one in its table)");
        }
        Files.writeString(DOCUMENT, document.substring(0, found.start()) + row + document.substring(found.end()));
    }

    private static String row(String title, Account account) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d | %d | %d | %d | %s | %,d%s | %.1f | %.1f |",
                title,
                account.sessions(),
                account.records(),
                account.due(),
                account.received(),
                account.repeated(),
                account.outOfOrder(),
                account.missing(),
                account.gaps().isEmpty() ? "0" : plain(account.gaps()),
                account.disconnects(),
                account.closeCodes().isEmpty() ? "" : " (" + plain(account.closeCodes()) + ")",
                account.medianClosedMillis() / 1_000.0,
                account.longestClosedMillis() / 1_000.0);
    }

    private static String plain(Object map) {
        return map.toString().replaceAll("[{}]", "").replace('=', '×');
    }
}
