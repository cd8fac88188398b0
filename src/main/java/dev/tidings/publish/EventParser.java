package dev.tidings.publish;

import dev.tidings.event.JsonMembers;
import dev.tidings.event.MediaType;
import dev.tidings.event.RejectedEventException;
import dev.tidings.event.TextEncoding;
import dev.tidings.http.ProblemException;
import java.util.List;

/** Parses the JSON of a request into the members of its events. */
final class EventParser {
    private static final String BODY = "body";

    private EventParser() {}

    /** Parses one event. */
    static JsonMembers ofEvent(MediaType type, byte[] body) {
        int from = begin(type, body);
        try {
            return JsonMembers.ofObject(body, from, body.length);
        } catch (RejectedEventException e) {
            throw ProblemException.bad(BODY + ": " + e.getMessage());
        }
    }

    /** Parses an array of events. */
    static List<JsonMembers> ofBatch(MediaType type, byte[] body, int most) {
        int from = begin(type, body);
        List<JsonMembers> events;
        try {
            events = JsonMembers.ofArray(body, from, body.length, most);
        } catch (RejectedEventException e) {
            String message = e.getMessage();
            throw ProblemException.bad(message.startsWith("event ") ? message : BODY + ": " + message);
        }
        if (events.size() > most) {
            throw ProblemException.tooLarge(
                    "events: more than " + most + " (expected: at most as many, tidings.publish.max-batch)");
        }
        return events;
    }

    /** Returns the index at which the JSON begins. The encoding of the bytes is checked before the declared one. */
    private static int begin(MediaType type, byte[] body) {
        int from;
        try {
            from = TextEncoding.jsonFrom(BODY, body, 0, body.length);
        } catch (RejectedEventException e) {
            throw ProblemException.bad(e.getMessage());
        }
        try {
            type.requireUtf8(BODY, body, 0, body.length);
        } catch (RejectedEventException e) {
            throw ProblemException.unsupported("Content-Type: " + e.getMessage());
        }
        return from;
    }
}
