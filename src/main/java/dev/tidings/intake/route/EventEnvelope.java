package dev.tidings.intake.route;

import dev.tidings.event.EventAttributes;
import dev.tidings.event.RejectReason;
import dev.tidings.event.RejectedEventException;
import dev.tidings.event.Reserved;
import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import dev.tidings.intake.format.SourceRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The attributes of a route's events: a CloudEvent's, or defaults from the record's position; then the route's. */
record EventEnvelope(
        String route, List<Attribute> attributes, @Nullable Expiry expiry) {
    static final String EXPIRYTIME = "expirytime";
    static final String COLLAPSEKEY = "collapsekey";
    static final String TRACEPARENT = "traceparent";

    /** Attributes that describe the data, and are removed when it is replaced. */
    static final Set<String> OF_DATA = Set.of("datacontenttype", "dataschema");

    /** Attributes that Tidings sets on the wire, or that are not attributes in JSON. */
    private static final Set<String> NEVER = Set.of("cursor", "data", "data_base64", "specversion");

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");

    Map<String, Object> of(Variables variables) throws DeadException {
        Map<String, Object> found = defaultsOfPlace(variables);
        for (Map.Entry<String, Object> each : variables.document().attributes().entrySet()) {
            if (!NEVER.contains(each.getKey())) {
                found.put(each.getKey(), check(each.getKey(), each.getValue()));
            }
        }
        for (Attribute each : attributes) {
            each.putInto(found, variables);
        }
        if (expiry != null) {
            expires(found, expiry.of(variables));
        }
        return validate(found);
    }

    /** Checks the attributes like the log, which would reject an event that fails here. */
    private Map<String, Object> validate(Map<String, Object> found) throws DeadException {
        EventAttributes attributes = new EventAttributes();
        try {
            found.forEach(attributes::add);
            Map<String, Object> complete = attributes.complete();
            Reserved.refuse(complete);
            return complete;
        } catch (RejectedEventException e) {
            boolean reserved = e.reason() == RejectReason.RESERVED;
            throw new DeadException(
                    reserved ? DeadReason.RESERVED : DeadReason.BAD_ATTRIBUTE,
                    "route " + route + ": the event's " + e.getMessage());
        }
    }

    private DeadException badAttribute(String fault) {
        return new DeadException(DeadReason.BAD_ATTRIBUTE, "route " + route + ": " + fault);
    }

    private static Map<String, Object> defaultsOfPlace(Variables variables) {
        SourceRecord record = variables.record();
        SourceRecord.Place place = record.place();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", place.topic() + "-" + place.partition() + "-" + place.offset());
        attributes.put("source", "/kafka/" + place.topic());
        attributes.put("type", "notification");
        String time = TimeLiterals.text(variables.timestamp());
        if (time != null) {
            attributes.put("time", time);
        }
        String trace = record.header(TRACEPARENT);
        if (trace != null && Texts.isAttribute(trace)) {
            attributes.put(TRACEPARENT, trace);
        }
        return attributes;
    }

    private Object check(String name, Object value) throws DeadException {
        boolean fine = NAME.matcher(name).matches()
                && (value instanceof Boolean
                        || (value instanceof Long number && number == number.intValue())
                        || (value instanceof String text && Texts.isAttribute(text)));
        if (!fine) {
            throw badAttribute(
                    "an attribute of the event is not allowed by CloudEvents (expected: small letters and digits in"
                            + " its name, a string, a bool or an int of 32 bits)");
        }
        return value;
    }

    private void expires(Map<String, Object> attributes, @Nullable Instant at) throws DeadException {
        if (at == null) {
            attributes.remove(EXPIRYTIME);
            return;
        }
        String text = TimeLiterals.text(at);
        if (text == null) {
            throw badAttribute("expiry: a year of more than four digits (expected: at most 9999)");
        }
        attributes.put(EXPIRYTIME, text);
    }
}
