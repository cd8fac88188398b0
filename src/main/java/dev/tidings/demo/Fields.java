package dev.tidings.demo;

import dev.tidings.http.ProblemException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The body of the page's requests: a JSON object of bounded size, with its fields read by name. */
final class Fields {
    private static final int MAX_BYTES = 65_536;

    private final JsonObject object;

    private Fields(JsonObject object) {
        this.object = object;
    }

    static Fields of(byte[] body) {
        if (body.length > MAX_BYTES) {
            throw ProblemException.tooLarge("body: " + body.length + " bytes (expected: <= " + MAX_BYTES + ")");
        }
        try {
            return new Fields(new JsonObject(new String(body, StandardCharsets.UTF_8)));
        } catch (DecodeException e) {
            throw ProblemException.bad("body: not a JSON object (expected: one)");
        }
    }

    String text(String name, int maxLength) {
        String value = textOrNull(name, maxLength);
        if (value == null || value.isBlank()) {
            throw ProblemException.bad(name + ": missing (expected: a text)");
        }
        return value;
    }

    @Nullable
    String textOrNull(String name, int maxLength) {
        Object value = object.getValue(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw ProblemException.bad(name + ": not a text (expected: one)");
        }
        if (text.length() > maxLength) {
            throw ProblemException.bad(name + ": " + text.length() + " characters (expected: <= " + maxLength + ")");
        }
        return text;
    }

    /** Returns any JSON value as JSON text. */
    String json(String name) {
        if (!object.containsKey(name)) {
            throw ProblemException.bad(name + ": missing (expected: a JSON value)");
        }
        return Json.encode(object.getValue(name));
    }
}
