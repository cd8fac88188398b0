package dev.tidings.intake.format;

import dev.tidings.event.HeaderBlock;
import dev.tidings.event.JsonMembers;
import dev.tidings.event.MediaType;
import dev.tidings.event.RejectedEventException;
import dev.tidings.event.TextEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads CloudEvents of the Kafka binding, binary or structured, also without headers; batches as in HTTP. */
record CloudEvents(Bounds bounds, FormatMetrics metrics) implements ValueFormat {
    private static final String EVENT = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    @Override
    public List<Document> read(SourceRecord record) throws DeadException {
        byte[] value = record.value();
        if (value != null) {
            bounds.requireSize(value);
        }
        try {
            return documents(record, value);
        } catch (RejectedEventException e) {
            throw Unreadable.of(e);
        }
    }

    private List<Document> documents(SourceRecord record, byte @Nullable [] value) throws DeadException {
        String contentType = record.header(HeaderBlock.CONTENT_TYPE);
        MediaType type = MediaType.of(contentType == null ? "" : contentType);
        if (type.isCloudEvents()) {
            return structured(type, value);
        }
        if (BinaryEvent.isBinary(record)) {
            return List.of(new BinaryEvent(metrics).read(record, contentType, bounds.room()));
        }
        return List.of(detect(value));
    }

    private List<Document> structured(MediaType type, byte @Nullable [] value) throws DeadException {
        if (value == null) {
            throw Unreadable.because("value: none (expected: a CloudEvent)");
        }
        type.requireUtf8("value", value, 0, value.length);
        Bounds.Room room = bounds.room();
        if (type.isStructured()) {
            return List.of(event(value, JsonDocument.read(value, room), room));
        }
        if (type.isBatch()) {
            return batch(value, JsonDocument.read(value, room), room);
        }
        throw Unreadable.because(
                "content-type: another format of CloudEvents (expected: " + EVENT + " or " + BATCH + ")");
    }

    private Document event(byte[] value, @Nullable Object json, Bounds.Room room) throws DeadException {
        if (!(json instanceof Map<?, ?> object)) {
            throw Unreadable.because("value: not a JSON object (expected: a CloudEvent)");
        }
        JsonMembers members = JsonMembers.ofObject(value, firstCharacter(value), value.length);
        return new StructuredEvent(value, metrics).read(members, object, room);
    }

    private List<Document> batch(byte[] value, @Nullable Object json, Bounds.Room room) throws DeadException {
        if (!(json instanceof List<?> events)) {
            throw Unreadable.because("value: not a JSON array (expected: a batch of CloudEvents)");
        }
        List<JsonMembers> members = JsonMembers.ofArray(value, firstCharacter(value), value.length, events.size());
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Map<?, ?> object = (Map<?, ?>) events.get(i);
            documents.add(new StructuredEvent(value, metrics).read(members.get(i), object, room));
        }
        return documents;
    }

    /** Reads a value without identifying headers, if the value itself is a CloudEvent. */
    private Document detect(byte @Nullable [] value) throws DeadException {
        Bounds.Room room = bounds.room();
        if (value != null && JsonDocument.read(value, room) instanceof Map<?, ?> object) {
            JsonMembers members = JsonMembers.ofObject(value, firstCharacter(value), value.length);
            if (members.isEvent()) {
                return new StructuredEvent(value, metrics).read(members, object, room);
            }
        }
        throw Unreadable.because("headers: not of a CloudEvent (expected: ce_specversion and others, content-type: "
                + EVENT + ", or a JSON object with a specversion 1.0, an id, a source and a type)");
    }

    private static int firstCharacter(byte[] value) {
        return TextEncoding.jsonFrom("value", value, 0, value.length);
    }
}
