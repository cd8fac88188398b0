package dev.tidings.publish;

import dev.tidings.event.JsonMembers;
import dev.tidings.event.MediaType;
import dev.tidings.http.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to publish, before it is parsed.
 *
 * @param client the name of the caller
 * @param headers values by names in lower case
 */
@SuppressWarnings("ArrayRecordComponent")
record Submission(String client, @Nullable String contentType, Map<String, String> headers, byte[] body) {
    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    /** Returns the bytes that the request counts for while it is in flight. */
    int size() {
        return body.length + 1024;
    }

    /** Returns the events, at least one; throws if one of them is invalid. */
    List<Addressed> events(int maxBatch, int maxSize) {
        // Some servers pass an empty one if it is absent.
        String given = contentType == null || contentType.isBlank() ? null : contentType;
        MediaType type = MediaType.of(given == null ? "" : given);
        if (type.isStructured()) {
            return List.of(sized(EventRules.check(body, EventParser.ofEvent(type, body)), maxSize));
        }
        if (type.isBatch()) {
            return batch(type, maxBatch, maxSize);
        }
        boolean binary = headers.keySet().stream().anyMatch(name -> name.startsWith(BinaryMode.PREFIX));
        if (type.isCloudEvents() || !binary) {
            throw ProblemException.unsupported("Content-Type: " + (given == null ? "none" : type.name())
                    + " (expected: " + STRUCTURED + ", " + BATCH + ", or the event's attributes in headers ce-*)");
        }
        return List.of(sized(EventRules.check(BinaryMode.of(headers, given, body)), maxSize));
    }

    private List<Addressed> batch(MediaType type, int maxBatch, int maxSize) {
        List<Addressed> events = new ArrayList<>();
        for (JsonMembers event : EventParser.ofBatch(type, body, maxBatch)) {
            try {
                events.add(sized(EventRules.check(body, event), maxSize));
            } catch (ProblemException e) {
                throw e.ofEvent(events.size());
            }
        }
        if (events.isEmpty()) {
            throw ProblemException.bad("events: none (expected: 1 to " + maxBatch + ")");
        }
        return events;
    }

    /** Returns the event if its size is within the limit of the log's readers. */
    private static Addressed sized(Addressed event, int maxSize) {
        int size = LogRecords.size(event);
        if (size > maxSize) {
            throw ProblemException.tooLarge(
                    size + " bytes (expected: at most " + maxSize + ", tidings.tail.max-event-size)");
        }
        return event;
    }
}
