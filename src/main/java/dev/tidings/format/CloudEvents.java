package dev.tidings.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CloudEvents as their Kafka binding has them, binary or structured, and batches as HTTP's has them. */
record CloudEvents(Bounds bounds) implements ValueFormat {
    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents";
    private static final String EVENT = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    @Override
    public List<Document> read(SourceRecord record) throws DeadException {
        byte[] value = record.value();
        if (value != null) {
            bounds.requireSize(value);
        }
        String contentType = record.header(CONTENT_TYPE);
        MediaType type = contentType == null ? null : MediaType.of(contentType);
        if (type != null && type.name().startsWith(STRUCTURED)) {
            return structured(type, value);
        }
        if (record.header(BinaryEvent.SPECVERSION) == null) {
            throw Unreadable.because(
                    "headers: not a CloudEvent's (expected: ce_specversion and others, or content-type: " + EVENT
                            + ")");
        }
        return List.of(BinaryEvent.read(record, contentType, bounds.room()));
    }

    private List<Document> structured(MediaType type, byte @Nullable [] value) throws DeadException {
        if (value == null) {
            throw Unreadable.because("value: none (expected: a CloudEvent)");
        }
        Bounds.Room room = bounds.room();
        return switch (type.name()) {
            case EVENT -> List.of(StructuredEvent.read(Json.read(value, room), room));
            case BATCH -> batch(Json.read(value, room), room);
            default ->
                throw Unreadable.because(
                        "content-type: another format of CloudEvents (expected: " + EVENT + " or " + BATCH + ")");
        };
    }

    private static List<Document> batch(@Nullable Object json, Bounds.Room room) throws DeadException {
        if (!(json instanceof List<?> events)) {
            throw Unreadable.because("value: not a JSON array (expected: a batch of CloudEvents)");
        }
        List<Document> documents = new ArrayList<>();
        for (Object event : events) {
            documents.add(StructuredEvent.read(event, room));
        }
        return documents;
    }
}
