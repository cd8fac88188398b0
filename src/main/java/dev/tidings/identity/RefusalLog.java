package dev.tidings.identity;

import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs how many tokens are refused and why: the first one at once, then one line per minute and reason, however many
 * tokens clients send. There are few reasons, and only the latest case of each is kept.
 */
@Singleton
public class RefusalLog {
    private static final Logger LOG = Logger.getLogger(RefusalLog.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MAX_TEXT = 100;
    private static final int MAX_TEXTS = 10;

    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final IssuerKeyCache.Timer timer;
    private final Consumer<String> out;

    @Inject
    RefusalLog(Vertx vertx) {
        this(new VertxTimer(vertx, vertx.getOrCreateContext()), LOG::info);
    }

    RefusalLog(IssuerKeyCache.Timer timer, Consumer<String> out) {
        this.timer = timer;
        this.out = out;
    }

    void refused(Objection objection) {
        count("tokens refused reason=" + objection.reason().label(), objection.mismatch());
    }

    /** Counts a refused logout token, with the label of its fault. */
    public void refusedLogout(String fault) {
        count("logout tokens refused reason=" + fault, null);
    }

    /** Logs that an issuer has left the groups out of a token, since they are too many. */
    void groupsOmitted(String claim) {
        count(
                "tokens without their groups, which the issuer omits since there are too many claim=" + safe(claim)
                        + " (expected: the claim, not its name in _claim_names)",
                null);
    }

    private void count(String what, Objection.@Nullable Mismatch mismatch) {
        lines.computeIfAbsent(what, Line::new).count(mismatch);
    }

    /** Returns printable text of a bounded length, since a token may contain any text. */
    private static String safe(String text) {
        String printable = text.replaceAll("[^\\x21-\\x7e]", "?");
        return printable.length() > MAX_TEXT ? printable.substring(0, MAX_TEXT) + "..." : printable;
    }

    private static String safe(Collection<String> texts) {
        return texts.stream().limit(MAX_TEXTS).map(RefusalLog::safe).collect(Collectors.joining(",", "[", "]"));
    }

    private final class Line {
        private final String what;
        private long count;
        private boolean paused;
        private Objection.@Nullable Mismatch latest;

        Line(String what) {
            this.what = what;
        }

        synchronized void count(Objection.@Nullable Mismatch mismatch) {
            count++;
            latest = mismatch;
            if (!paused) {
                write();
            }
        }

        private synchronized void endPause() {
            paused = false;
            if (count > 0) {
                write();
            }
        }

        private void write() {
            String detail =
                    latest == null ? "" : " expected=" + safe(latest.expected()) + " found=" + safe(latest.found());
            out.accept(what + " count=" + count + detail);
            count = 0;
            latest = null;
            paused = true;
            timer.after(PAUSE, this::endPause);
        }
    }
}
