package dev.tidings.intake.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.tidings.event.RejectedEventException;
import dev.tidings.event.TextEncoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads exactly one JSON value. Of names that stand twice the last counts, as for most other readers of the topic. */
final class JsonDocument {
    /** Does not intern names, since names from records would fill a permanent table. Bounds limits depth and size. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser in;
    private final Bounds.Room room;

    private JsonDocument(JsonParser in, Bounds.Room room) {
        this.in = in;
        this.room = room;
    }

    static @Nullable Object read(byte[] value, Bounds.Room room) throws DeadException {
        int from = firstCharacter(value);
        try (JsonParser in = FACTORY.createParser(value, from, value.length - from)) {
            if (in.nextToken() == null) {
                throw Unreadable.because("value: empty (expected: one JSON value)");
            }
            Object read = new JsonDocument(in, room).value();
            if (in.nextToken() != null) {
                throw Unreadable.because("value: more content after its JSON (expected: one JSON value)");
            }
            return read;
        } catch (StreamConstraintsException e) {
            throw new DeadException(DeadReason.TOO_LARGE, "value: a name or a number in its JSON is too long");
        } catch (JsonProcessingException e) {
            throw Unreadable.because(
                    "value: not JSON, at byte " + e.getLocation().getByteOffset() + " (expected: one JSON value)");
        } catch (IOException e) {
            throw Unreadable.because("value: not JSON (expected: one JSON value)");
        }
    }

    private static int firstCharacter(byte[] value) throws DeadException {
        try {
            return TextEncoding.jsonFrom("value", value, 0, value.length);
        } catch (RejectedEventException e) {
            throw Unreadable.of(e);
        }
    }

    /** Returns whether there is only white space, perhaps after a byte order mark. */
    static boolean isBlank(byte[] value) throws DeadException {
        for (int i = firstCharacter(value); i < value.length; i++) {
            if (" \t\r\n".indexOf(value[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Object value() throws IOException, DeadException {
        room.take();
        return switch (in.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw Unreadable.because("value: not JSON (expected: one JSON value)");
        };
    }

    private Map<String, @Nullable Object> object() throws IOException, DeadException {
        room.enter();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            fields.put(name, value());
        }
        room.leave();
        return fields;
    }

    private List<@Nullable Object> array() throws IOException, DeadException {
        room.enter();
        List<@Nullable Object> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        room.leave();
        return items;
    }

    private Object integer() throws IOException {
        boolean fits = in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        return fits ? (Object) in.getLongValue() : in.getText();
    }

    private Object decimal() throws IOException {
        double number = in.getDoubleValue();
        return Double.isFinite(number) ? (Object) number : in.getText();
    }
}
