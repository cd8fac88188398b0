package dev.tidings.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, each with the place of its value.
 *
 * @param closingBrace where the object's last byte stands
 */
public record JsonMembers(List<JsonMember> members, int closingBrace) {
    private static final int LONGEST_INT = 11;

    /**
     * Reads the members of exactly one object.
     *
     * @throws RejectedEventException where it is not an object, or not JSON
     */
    public static JsonMembers ofObject(byte[] json, int from, int end) {
        JsonMembers members = ofValue(json, from, end, Json.FACTORY);
        if (members == null) {
            throw noObject("");
        }
        return members;
    }

    private static RejectedEventException noObject(String which) {
        return new RejectedEventException(
                RejectReason.NOT_A_CLOUDEVENT, which + "not a JSON object (expected: a CloudEvent)");
    }

    /** Reads the members of any value that will stand in an event; returns null where it is not an object. */
    static @Nullable JsonMembers ofInner(byte[] json, int from, int end) {
        return ofValue(json, from, end, Json.INNER);
    }

    private static @Nullable JsonMembers ofValue(byte[] json, int from, int end, JsonFactory factory) {
        try (JsonParser in = factory.createParser(json, from, end - from)) {
            JsonToken first = in.nextToken();
            JsonMembers members = null;
            if (first == JsonToken.START_OBJECT) {
                members = read(in, from);
            } else if (first != null) {
                in.skipChildren();
                in.finishToken();
            }
            if (first == null || in.nextToken() != null) {
                throw new RejectedEventException(
                        RejectReason.NOT_JSON,
                        first == null
                                ? "empty (expected: one JSON value)"
                                : "more text after the end (expected: one JSON value)");
            }
            return members;
        } catch (IOException e) {
            throw notJson();
        }
    }

    /**
     * Reads the members of each object of exactly one array.
     *
     * @param most the maximum number of objects; reading stops at one more
     */
    public static List<JsonMembers> ofArray(byte[] json, int from, int end, int most) {
        try (JsonParser in = Json.FACTORY.createParser(json, from, end - from)) {
            if (in.nextToken() != JsonToken.START_ARRAY) {
                throw new RejectedEventException(
                        RejectReason.NOT_A_CLOUDEVENT, "not an array (expected: an array of CloudEvents in JSON)");
            }
            List<JsonMembers> objects = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY && objects.size() <= most) {
                if (in.currentToken() != JsonToken.START_OBJECT) {
                    throw noObject("event " + objects.size() + ": ");
                }
                objects.add(read(in, from));
            }
            if (objects.size() <= most && in.nextToken() != null) {
                throw new RejectedEventException(
                        RejectReason.NOT_JSON, "more text after the end (expected: one JSON value)");
            }
            return objects;
        } catch (IOException e) {
            throw notJson();
        }
    }

    private static RejectedEventException notJson() {
        return new RejectedEventException(
                RejectReason.NOT_JSON, "not JSON (expected: JSON, nested at most " + Json.DEEPEST + " deep)");
    }

    private static JsonMembers read(JsonParser in, int from) throws IOException {
        List<JsonMember> members = new ArrayList<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken token = in.nextToken();
            int begin = from + (int) in.currentTokenLocation().getByteOffset();
            Object value =
                    name.equals(JsonMember.DATA) && token != JsonToken.VALUE_NULL ? DropReason.TYPE : value(in, token);
            in.skipChildren();
            // A scalar is read lazily; only this shows where it ends.
            in.finishToken();
            members.add(new JsonMember(
                    name, value, begin, from + (int) in.currentLocation().getByteOffset()));
        }
        return new JsonMembers(members, from + (int) in.currentLocation().getByteOffset() - 1);
    }

    private static @Nullable Object value(JsonParser in, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT ->
                in.getTextLength() > LONGEST_INT ? DropReason.TYPE : (Object) Long.parseLong(in.getText());
            default -> DropReason.TYPE;
        };
    }

    /** Returns whether the object is a CloudEvent without anything beside it that declares it as one. */
    public boolean isEvent() {
        return hasText("id")
                && hasText("source")
                && hasText("type")
                && members.stream()
                        .anyMatch(member -> member.name().equals("specversion")
                                && member.value() instanceof String version
                                && EventAttributes.isSupported(version));
    }

    private boolean hasText(String name) {
        return members.stream()
                .anyMatch(member ->
                        member.name().equals(name) && member.value() instanceof String text && !text.isEmpty());
    }
}
