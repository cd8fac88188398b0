package dev.tidings.route;

import dev.tidings.format.DeadException;
import dev.tidings.format.DeadReason;
import dev.tidings.format.SourceRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The attributes of a route's events: those that a CloudEvent came with, else where its record stands, then the route's. */
record Envelope(
        String route, List<Attribute> attributes, @Nullable Expiry expiry) {
    static final String EXPIRYTIME = "expirytime";
    static final String COLLAPSEKEY = "collapsekey";
    static final String TRACEPARENT = "traceparent";

    /** They say what the data is, so they go when it is replaced. */
    static final Set<String> OF_DATA = Set.of("datacontenttype", "dataschema");

    /** Ours on the wire, or no attributes in JSON. */
    private static final Set<String> NEVER = Set.of("cursor", "data", "data_base64", "specversion");

    private static final String OWN_TYPES = "tidings.";
    private static final String OWN_SOURCE = "/tidings";
    private static final List<String> REQUIRED = List.of("id", "source", "type");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");

    Map<String, Object> of(Variables variables) throws DeadException {
        Map<String, Object> found = byPlace(variables);
        for (Map.Entry<String, Object> each : variables.document().attributes().entrySet()) {
            if (!NEVER.contains(each.getKey())) {
                found.put(each.getKey(), checked(each.getKey(), each.getValue()));
            }
        }
        for (Attribute each : attributes) {
            each.into(found, variables);
        }
        if (expiry != null) {
            expires(found, expiry.of(variables));
        }
        requireUsable(found);
        return found;
    }

    /** What the log would reject, of a CloudEvent that came so. */
    private void requireUsable(Map<String, Object> attributes) throws DeadException {
        for (String name : REQUIRED) {
            if (!(attributes.get(name) instanceof String text) || text.isEmpty()) {
                throw bad("the event has no usable " + name + " (expected: a string of at least one character)");
            }
        }
        requireFree(attributes);
        Object expires = attributes.get(EXPIRYTIME);
        if (expires != null && (!(expires instanceof String text) || Moments.instant(text) == null)) {
            throw bad("the event's " + EXPIRYTIME + " is none (expected: a timestamp in RFC 3339)");
        }
    }

    /** Clients take what is Tidings' own for the server's word. */
    private void requireFree(Map<String, Object> attributes) throws DeadException {
        for (String name : REQUIRED) {
            String reserved = reserved(name, String.valueOf(attributes.get(name)));
            if (reserved != null) {
                throw new DeadException(
                        DeadReason.RESERVED,
                        "route " + route + ": the event's " + name + " is reserved (expected: " + reserved + ")");
            }
        }
    }

    /** What is expected instead, of a type or a source that only Tidings may write; else null. */
    static @Nullable String reserved(String name, String value) {
        if (name.equals("type") && value.startsWith(OWN_TYPES)) {
            return "a type that does not begin with " + OWN_TYPES;
        }
        return name.equals("source") && value.equals(OWN_SOURCE) ? "another source than " + OWN_SOURCE : null;
    }

    private DeadException bad(String fault) {
        return new DeadException(DeadReason.BAD_ATTRIBUTE, "route " + route + ": " + fault);
    }

    private static Map<String, Object> byPlace(Variables variables) {
        SourceRecord record = variables.record();
        SourceRecord.Place place = record.place();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", place.topic() + "-" + place.partition() + "-" + place.offset());
        attributes.put("source", "/kafka/" + place.topic());
        attributes.put("type", "notification");
        String time = Moments.text(variables.timestamp());
        if (time != null) {
            attributes.put("time", time);
        }
        String trace = record.header(TRACEPARENT);
        if (trace != null && Texts.isAttribute(trace)) {
            attributes.put(TRACEPARENT, trace);
        }
        return attributes;
    }

    private Object checked(String name, Object value) throws DeadException {
        boolean fine = NAME.matcher(name).matches()
                && (value instanceof Boolean
                        || (value instanceof Long number && number == number.intValue())
                        || (value instanceof String text && Texts.isAttribute(text)));
        if (!fine) {
            throw bad("an attribute of the event is none that CloudEvents allows (expected: small letters and digits in"
                    + " its name, a string, a bool or an int of 32 bits)");
        }
        return value;
    }

    private void expires(Map<String, Object> attributes, @Nullable Instant at) throws DeadException {
        if (at == null) {
            attributes.remove(EXPIRYTIME);
            return;
        }
        String text = Moments.text(at);
        if (text == null) {
            throw bad("expiry: a year of more than four digits (expected: at most 9999)");
        }
        attributes.put(EXPIRYTIME, text);
    }
}
