package dev.tidings.publish;

import dev.tidings.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores the answers to requests with an {@code Idempotency-Key}, so that a repeated request gets the same answer and
 * is not executed again. The store is local to this pod, and bounded in memory and age.
 */
final class IdempotencyStore {
    /** Bytes of two hashes, their entries and the answer's object; rounded up. */
    private static final int ENTRY_BYTES = 300;

    private final Duration age;
    private final long maxBytes;
    private final Clock clock;
    private final Map<Hash, Hash> inProgress = new HashMap<>();
    /** Answers, the oldest first. */
    private final Map<Hash, Answer> answers = new LinkedHashMap<>();

    private long bytes;

    private record Answer(Hash request, String text, Instant at) {
        int bytes() {
            return ENTRY_BYTES + text.length();
        }
    }

    IdempotencyStore(Duration age, long maxBytes, Clock clock) {
        this.age = age;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /**
     * Returns the earlier answer, or null for a new key; then {@link #complete} or {@link #release} must follow.
     *
     * @throws ProblemException the request is in progress, or the key belongs to another request
     */
    synchronized @Nullable String begin(IdempotencyKey key) {
        purge();
        Hash request = inProgress.get(key.key());
        Answer answer = answers.get(key.key());
        Hash known = answer == null ? request : answer.request();
        if (known != null && !known.equals(key.request())) {
            throw ProblemException.unprocessable(
                    "Another request",
                    "Idempotency-Key: was given to another request (expected: the same one, or a new key)");
        }
        if (request != null) {
            throw ProblemException.conflict(
                    "Under way", "Idempotency-Key: that request is being worked on (expected: ask later)");
        }
        if (answer != null) {
            return answer.text();
        }
        inProgress.put(key.key(), key.request());
        return null;
    }

    synchronized void complete(IdempotencyKey key, String text) {
        inProgress.remove(key.key());
        Answer answer = new Answer(key.request(), text, clock.instant());
        answers.put(key.key(), answer);
        bytes += answer.bytes();
        purge();
    }

    /** Releases the key after a failure, so that it can be used again. */
    synchronized void release(IdempotencyKey key) {
        inProgress.remove(key.key());
    }

    synchronized long bytes() {
        return bytes;
    }

    private void purge() {
        Instant oldest = clock.instant().minus(age);
        Iterator<Answer> each = answers.values().iterator();
        while (each.hasNext()) {
            Answer answer = each.next();
            if (bytes <= maxBytes && answer.at().isAfter(oldest)) {
                return;
            }
            bytes -= answer.bytes();
            each.remove();
        }
    }
}
