package dev.tidings.event;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event that came as one JSON object: its judged attributes, and its data in place. */
public final class JudgedEvent {
    private static final String BASE64 = "data_base64";
    /** An attribute that Tidings adds on the wire: a received event that is published again has it. */
    private static final String CURSOR = "cursor";

    private static final int GROUP = 4;

    private final byte[] json;
    private final EventAttributes attributes;
    private final Map<String, Object> values;
    private @Nullable JsonMember data;
    private @Nullable JsonMember base64;
    private boolean rewritten;

    private JudgedEvent(byte[] json, List<JsonMember> members, @Nullable String traceparent) {
        this.json = json;
        this.attributes = new EventAttributes();
        for (JsonMember member : members) {
            take(member);
        }
        if (traceparent != null) {
            attributes.add(HeaderBlock.TRACEPARENT, traceparent);
            rewritten = true;
        }
        this.values = attributes.complete();
        checkData();
    }

    /**
     * Judges an object's members.
     *
     * @throws RejectedEventException where they are not an event
     */
    public static JudgedEvent of(byte[] json, List<JsonMember> members) {
        return new JudgedEvent(json, members, null);
    }

    /** Judges an object's members, and adds the {@code traceparent} where the object has none. */
    static JudgedEvent of(byte[] json, List<JsonMember> members, String traceparent) {
        boolean has = members.stream()
                .anyMatch(member -> member.name().equals(HeaderBlock.TRACEPARENT) && member.value() != null);
        List<JsonMember> others = members.stream()
                .filter(member -> !member.name().equals(HeaderBlock.TRACEPARENT) || member.value() != null)
                .toList();
        return new JudgedEvent(json, others, has ? null : traceparent);
    }

    private void take(JsonMember member) {
        switch (member.name()) {
            case CURSOR, EventAttributes.ITEM_ID -> rewritten = true;
            case JsonMember.DATA -> data = only(data, member);
            case BASE64 -> base64 = only(base64, member);
            default -> attributes.add(member.name(), member.value());
        }
    }

    private static JsonMember only(@Nullable JsonMember before, JsonMember member) {
        if (before != null) {
            throw wrongData(member.name() + ": given twice (expected: once)");
        }
        return member;
    }

    private static RejectedEventException wrongData(String message) {
        return new RejectedEventException(RejectReason.NOT_A_CLOUDEVENT, message);
    }

    private void checkData() {
        if (base64 == null) {
            rewritten |= data != null && Surrogates.repaired(json, data.from(), data.end()) != json;
            return;
        }
        if (base64.value() == null) {
            base64 = null;
            rewritten = true;
            return;
        }
        if (data != null && data.value() != null) {
            throw wrongData("data_base64: given beside data (expected: one of them)");
        }
        rewritten |= !isBase64(base64.value()) || data != null;
        data = null;
    }

    /** Returns false for Base64 whose padding is missing; throws for anything else that is not Base64. */
    private static boolean isBase64(Object value) {
        try {
            if (value instanceof String text) {
                var unused = Base64.getDecoder().decode(text);
                return text.length() % GROUP == 0;
            }
        } catch (IllegalArgumentException e) {
            // It is handled below, like a value that is not a text.
        }
        throw wrongData("data_base64: not Base64 (expected: data in Base64)");
    }

    public Map<String, Object> attributes() {
        return values;
    }

    public Dropped dropped() {
        return attributes.dropped();
    }

    Terms terms() {
        return attributes.terms();
    }

    /** Returns whether the event can be passed on in its original bytes. */
    boolean isUnchanged() {
        return !rewritten && !attributes.isChanged();
    }

    /** Writes the event with its remaining attributes. */
    public EventJson written() {
        EventJson written = new EventJson(values);
        if (data != null) {
            written.json(json, data.from(), data.end());
        } else if (base64 != null) {
            written.bytes(Base64.getDecoder().decode(String.valueOf(base64.value())));
        }
        return written;
    }
}
