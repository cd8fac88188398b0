package dev.tidings.publish;

import dev.tidings.event.Audience;
import dev.tidings.event.Dropped;
import dev.tidings.event.EventAttributes;
import dev.tidings.event.EventJson;
import dev.tidings.event.JsonMember;
import dev.tidings.event.JsonMembers;
import dev.tidings.event.JudgedEvent;
import dev.tidings.event.RejectedEventException;
import dev.tidings.event.Reserved;
import dev.tidings.http.ProblemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks events before they are written: against the rules of the log, and for an audience. */
final class EventRules {
    private EventRules() {}

    /** Checks an event in structured JSON. */
    static Addressed check(byte[] body, JsonMembers event) {
        Object audience = null;
        int audiences = 0;
        for (JsonMember member : event.members()) {
            if (member.name().equals(Audiences.ATTRIBUTE)) {
                audience = member.value();
                audiences++;
            }
        }
        if (audiences > 1) {
            throw ProblemException.bad(Audiences.ATTRIBUTE + ": an attribute is given twice (expected: each once)");
        }
        List<JsonMember> others = event.members().stream()
                .filter(member -> !member.name().equals(Audiences.ATTRIBUTE))
                .toList();
        try {
            JudgedEvent judged = JudgedEvent.of(body, others);
            return addressed(judged.attributes(), audience, judged.written(), judged.dropped());
        } catch (RejectedEventException e) {
            throw ProblemException.bad(e.getMessage());
        }
    }

    /** Checks an event whose attributes are headers. */
    static Addressed check(BinaryMode event) {
        EventAttributes attributes = new EventAttributes();
        try {
            event.attributes().forEach((name, value) -> {
                if (!name.equals(Audiences.ATTRIBUTE)) {
                    attributes.add(name, value);
                }
            });
            Map<String, Object> complete = attributes.complete();
            EventJson json = new EventJson(complete).data(event.contentType(), event.body(), 0, event.body().length);
            Object audience = event.attributes().get(Audiences.ATTRIBUTE);
            return addressed(complete, audience, json, attributes.dropped());
        } catch (RejectedEventException e) {
            throw ProblemException.bad(e.getMessage());
        }
    }

    private static Addressed addressed(
            Map<String, Object> attributes, @Nullable Object audience, EventJson json, Dropped dropped) {
        Reserved.refuse(attributes);
        return new Addressed(String.valueOf(attributes.get("id")), audience(audience), json.closed(), dropped);
    }

    private static Audience audience(@Nullable Object audience) {
        if (audience == null) {
            throw ProblemException.bad(Audiences.ATTRIBUTE + ": missing (expected: a text)");
        }
        if (!(audience instanceof String text) || text.isEmpty()) {
            throw ProblemException.bad(Audiences.ATTRIBUTE + ": no text, or an empty one (expected: a text)");
        }
        return Audiences.of(text);
    }
}
