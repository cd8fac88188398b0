package dev.tidings.publish;

import dev.tidings.http.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to publish, as it came.
 *
 * @param client who asks
 * @param headers by their names in lower case
 */
@SuppressWarnings("ArrayRecordComponent")
record Submission(String client, @Nullable String contentType, Map<String, String> headers, byte[] body) {
    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    /** What it counts for while it is on its way. */
    int size() {
        return body.length + 1024;
    }

    /** One at least, all of them good. */
    List<Addressed> events(int maxBatch, int maxSize) {
        String type = contentType == null ? "" : BinaryMode.mediaType(contentType);
        if (type.equals(STRUCTURED)) {
            return List.of(sized(EventRules.check(Members.ofEvent(body)), maxSize));
        }
        if (type.equals(BATCH)) {
            return batch(maxBatch, maxSize);
        }
        boolean binary = headers.keySet().stream().anyMatch(name -> name.startsWith(BinaryMode.PREFIX));
        if (type.startsWith("application/cloudevents") || !binary) {
            throw ProblemException.unsupported("Content-Type: " + (type.isEmpty() ? "none" : type) + " (expected: "
                    + STRUCTURED + ", " + BATCH + ", or the event's attributes in headers ce-*)");
        }
        return List.of(sized(EventRules.check(BinaryMode.members(headers, contentType, body)), maxSize));
    }

    private List<Addressed> batch(int maxBatch, int maxSize) {
        List<Addressed> events = new ArrayList<>();
        for (Map<String, Member> members : Members.ofBatch(body, maxBatch)) {
            try {
                events.add(sized(EventRules.check(members), maxSize));
            } catch (ProblemException e) {
                throw e.ofEvent(events.size());
            }
        }
        if (events.isEmpty()) {
            throw ProblemException.bad("events: none (expected: 1 to " + maxBatch + ")");
        }
        return events;
    }

    /** Who reads the log would reject a larger one. */
    private static Addressed sized(Addressed event, int maxSize) {
        int size = LogRecords.size(event);
        if (size > maxSize) {
            throw ProblemException.tooLarge(
                    size + " bytes (expected: at most " + maxSize + ", tidings.tail.max-event-size)");
        }
        return event;
    }
}
