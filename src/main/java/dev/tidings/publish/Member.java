package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * A member of an event's JSON object.
 *
 * @param text what a scalar says; empty for objects and arrays
 * @param json as it came, so that passing it on changes nothing
 */
@SuppressWarnings("ArrayRecordComponent")
record Member(JsonToken token, String text, byte[] json) {
    static Member ofText(String text) {
        return new Member(JsonToken.VALUE_STRING, text, quoted(text));
    }

    private static byte[] quoted(String text) {
        return ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"').getBytes(UTF_8);
    }

    static byte[] name(String name) {
        return quoted(name);
    }

    boolean isText() {
        return token == JsonToken.VALUE_STRING;
    }

    boolean isNull() {
        return token == JsonToken.VALUE_NULL;
    }

    /** What CloudEvents allows for an attribute beside texts. */
    boolean isNumberOrSwitch() {
        return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
    }
}
