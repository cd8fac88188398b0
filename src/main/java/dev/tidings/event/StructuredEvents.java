package dev.tidings.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Events whose record's value is the whole CloudEvent in JSON: checked, and passed on as the bytes that they are. */
final class StructuredEvents {
    private StructuredEvents() {}

    static Event read(StoredRecord record, @Nullable String traceparent) throws IOException {
        if (!Utf8.isWellFormed(record.bytes(), record.valueFrom(), record.valueLength())) {
            throw new RejectedRecordException(RejectReason.NOT_UTF8);
        }
        Attributes attributes = Attributes.scan(record);
        if (attributes.hasCursor) {
            return withoutCursor(record, attributes);
        }
        byte[] bytes = record.bytes();
        int length = attributes.closingBrace - record.valueFrom();
        if (traceparent == null || attributes.hasTraceparent) {
            return new Event(bytes, record.valueFrom(), length, attributes.terms, record.timestamp());
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream(length + 80);
        json.write(bytes, record.valueFrom(), length);
        json.write((",\"traceparent\":" + Json.quoted(traceparent)).getBytes(StandardCharsets.UTF_8));
        return new Event(json.toByteArray(), 0, json.size(), attributes.terms, record.timestamp());
    }

    /** The attribute is ours on the wire; an event that a client had received and somebody published again has it. */
    private static Event withoutCursor(StoredRecord record, Attributes attributes) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream(record.valueLength());
        try (JsonParser in = Json.parser(record);
                JsonGenerator out = Json.FACTORY.createGenerator(json)) {
            in.nextToken();
            out.writeStartObject();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                if (in.currentName().equals(Attributes.CURSOR)) {
                    in.nextToken();
                    in.skipChildren();
                } else {
                    out.copyCurrentStructure(in);
                }
            }
            out.writeEndObject();
        }
        return new Event(json.toByteArray(), 0, json.size() - 1, attributes.terms, record.timestamp());
    }

    /** What one pass over the attributes found. */
    private static final class Attributes {
        static final String CURSOR = "cursor";
        private static final int REQUIRED = 4;

        private int required;
        private boolean hasCursor;
        private boolean hasTraceparent;
        private Terms terms = Terms.NONE;
        private int closingBrace;

        static Attributes scan(StoredRecord record) throws IOException {
            Attributes attributes = new Attributes();
            try (JsonParser in = Json.parser(record)) {
                if (in.nextToken() != JsonToken.START_OBJECT) {
                    throw new RejectedRecordException(RejectReason.NOT_A_CLOUDEVENT);
                }
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    attributes.see(in);
                }
                attributes.closingBrace =
                        record.valueFrom() + (int) in.currentLocation().getByteOffset() - 1;
                if (in.nextToken() != null) {
                    throw new RejectedRecordException(RejectReason.NOT_JSON);
                }
            }
            if (attributes.required != REQUIRED) {
                throw new RejectedRecordException(RejectReason.MISSING_ATTRIBUTE);
            }
            return attributes;
        }

        private void see(JsonParser in) throws IOException {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            switch (name) {
                case "specversion", "id", "source", "type" -> {
                    boolean usable = value == JsonToken.VALUE_STRING && in.getTextLength() > 0;
                    if (!usable || (name.equals("specversion") && !in.getText().equals("1.0"))) {
                        throw new RejectedRecordException(RejectReason.MISSING_ATTRIBUTE);
                    }
                    required++;
                }
                case Terms.EXPIRYTIME -> {
                    // JSON's null is how some writers leave an attribute out.
                    terms = value == JsonToken.VALUE_NULL ? terms : terms.expiring(text(in, value));
                }
                case Terms.COLLAPSEKEY -> terms = terms.collapsing(text(in, value));
                case "traceparent" -> hasTraceparent = true;
                case CURSOR -> hasCursor = true;
                default -> {}
            }
            in.skipChildren();
        }

        /** Empty where the attribute is no string. */
        private static String text(JsonParser in, JsonToken value) throws IOException {
            return value == JsonToken.VALUE_STRING ? in.getText() : "";
        }
    }
}
