package dev.tidings.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidings.event.Utf8;
import dev.tidings.http.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes JSON apart into the members of its events, each as the bytes that it came in. */
final class Members implements AutoCloseable {
    /** Names are not interned: a stranger's must not fill a table that lives on. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final byte[] body;
    private final JsonParser in;

    private Members(byte[] body) throws IOException {
        this.body = body;
        this.in = FACTORY.createParser(body);
    }

    /** Of one event. */
    static Map<String, Member> ofEvent(byte[] body) {
        requireUtf8("body", body);
        try (Members members = new Members(body)) {
            members.in.nextToken();
            Map<String, Member> event = members.object("body");
            members.requireEnd();
            return event;
        } catch (IOException e) {
            throw ProblemException.bad("body: not JSON (expected: a CloudEvent in JSON)");
        }
    }

    /** Of the events in an array. */
    static List<Map<String, Member>> ofBatch(byte[] body, int max) {
        requireUtf8("body", body);
        try (Members members = new Members(body)) {
            if (members.in.nextToken() != JsonToken.START_ARRAY) {
                throw ProblemException.bad("body: no array (expected: one of CloudEvents in JSON)");
            }
            List<Map<String, Member>> events = members.array(max);
            members.requireEnd();
            return events;
        } catch (IOException e) {
            throw ProblemException.bad("body: not JSON (expected: an array of CloudEvents in JSON)");
        }
    }

    private List<Map<String, Member>> array(int max) throws IOException {
        List<Map<String, Member>> events = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (events.size() == max) {
                throw ProblemException.tooLarge(
                        "events: more than " + max + " (expected: at most as many, tidings.publish.max-batch)");
            }
            events.add(object("event " + events.size()));
        }
        return events;
    }

    /** A value of its own, exactly one. */
    static void requireValue(String name, byte[] json) {
        requireUtf8(name, json);
        try (Members members = new Members(json)) {
            if (members.in.nextToken() == null) {
                throw ProblemException.bad(name + ": empty (expected: a JSON value, as datacontenttype says)");
            }
            members.value();
            members.requireEnd();
        } catch (IOException e) {
            throw ProblemException.bad(name + ": not JSON (expected: a JSON value, as datacontenttype says)");
        }
    }

    static void requireUtf8(String name, byte[] bytes) {
        if (!Utf8.isWellFormed(bytes, 0, bytes.length)) {
            throw ProblemException.bad(name + ": not UTF-8 (expected: UTF-8)");
        }
    }

    private Map<String, Member> object(String where) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw ProblemException.bad(where + ": no JSON object (expected: a CloudEvent)");
        }
        Map<String, Member> members = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (members.put(name, value()) != null) {
                throw ProblemException.bad(where + ": an attribute is given twice (expected: each once)");
            }
        }
        return members;
    }

    private Member value() throws IOException {
        JsonToken token = in.currentToken();
        int from = (int) in.currentTokenLocation().getByteOffset();
        String text = "";
        if (token.isScalarValue()) {
            // A scalar is read lazily; only this shows that it ends.
            text = in.getText();
        } else {
            in.skipChildren();
        }
        int end = (int) in.currentLocation().getByteOffset();
        return new Member(token, text, Arrays.copyOfRange(body, from, end));
    }

    private void requireEnd() throws IOException {
        if (in.nextToken() != null) {
            throw ProblemException.bad("body: goes on after its end (expected: one JSON value)");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
