package dev.tidings.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The identifying attributes of an event, without its data. */
public record Headline(
        String id, String source, String type, @Nullable String time) {

    public static Headline of(Event event) {
        int end = event.length();
        byte[] json = Arrays.copyOfRange(event.json(), event.from(), event.from() + end + 1);
        json[end] = '}';
        String id = "";
        String source = "";
        String type = "";
        String time = null;
        try (JsonParser in = Json.FACTORY.createParser(json)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                String text = in.nextToken() == JsonToken.VALUE_STRING ? in.getText() : "";
                switch (name) {
                    case "id" -> id = text;
                    case "source" -> source = text;
                    case "type" -> type = text;
                    case "time" -> time = text.isEmpty() ? null : text;
                    default -> {}
                }
                in.skipChildren();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an event that was read before", e);
        }
        return new Headline(id, source, type, time);
    }
}
