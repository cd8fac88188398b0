package dev.tidings.event;

import org.jspecify.annotations.Nullable;

/** Reads records whose value is a whole CloudEvent in JSON; a valid event is passed on in its original bytes. */
final class StructuredEvents {
    private StructuredEvents() {}

    /** @param traceparent the value of the record's header, for an event without one */
    static Event read(StoredRecord record, @Nullable String traceparent) {
        int from = TextEncoding.jsonFrom("value", record.bytes(), record.valueFrom(), record.end());
        JsonMembers json = JsonMembers.ofObject(record.bytes(), from, record.end());
        return read(record, from, json, traceparent);
    }

    /** @param from where the value begins, without a byte order mark */
    static Event read(StoredRecord record, int from, JsonMembers json, @Nullable String traceparent) {
        byte[] bytes = record.bytes();
        JudgedEvent event = traceparent == null
                ? JudgedEvent.of(bytes, json.members())
                : JudgedEvent.of(bytes, json.members(), traceparent);
        Terms terms = event.terms();
        if (isInboxChange(record, event)) {
            terms = Terms.INBOX_CHANGE;
        } else {
            Reserved.refuse(event.attributes());
        }
        if (event.isUnchanged()) {
            return new Event(bytes, from, json.closingBrace() - from, terms, record.timestamp(), Dropped.NONE);
        }
        return event.written().open(terms, event.dropped(), record.timestamp());
    }

    /** Returns whether it is one user's change of the inbox, which Tidings writes in structured mode only. */
    private static boolean isInboxChange(StoredRecord record, JudgedEvent event) {
        return record.position().partition().topic() == Topic.NOTIFICATIONS
                && Reserved.isInboxChange(event.attributes());
    }
}
