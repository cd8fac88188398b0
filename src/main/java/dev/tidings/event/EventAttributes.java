package dev.tidings.event;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges the attributes of an event one by one as they are added: one rule for the log, intake and REST.
 *
 * <p>An attribute that CloudEvents does not allow is left out and counted; another spelling of a valid value is
 * corrected. An event without a valid {@code specversion}, {@code id}, {@code source} and {@code type} is rejected. So
 * is an event with an invalid {@code expirytime}, since it might be delivered too late.
 */
public final class EventAttributes {
    public static final String CONTENT_TYPE = "datacontenttype";
    /**
     * The id by which the inbox knows an event: its partition's id and its offset, in base 32. Only Tidings sets it, and
     * only on the wire: a producer's attribute of that name is left out.
     */
    public static final String ITEM_ID = "inboxid";

    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");
    private static final int LONGEST_NAME = 127;
    private static final int LONGEST_SHOWN = 40;
    private static final Pattern SUPPORTED = Pattern.compile("1\\.[0-9]{1,9}");
    private static final Pattern SHOWABLE = Pattern.compile("[0-9A-Za-z.+-]{1,16}");

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private Dropped dropped = Dropped.NONE;
    private @Nullable RejectedEventException fault;
    private boolean changed;

    /**
     * Adds an attribute as it came.
     *
     * @param value a String, a Long or a Boolean; null, with which some writers omit an attribute; or the reason why it
     *     is none of these
     * @throws RejectedEventException where an attribute of that name was added before
     */
    public void add(String name, @Nullable Object value) {
        if (!isName(name)) {
            drop(DropReason.NAME);
            return;
        }
        if (!names.add(name)) {
            throw new RejectedEventException(
                    RejectReason.BAD_ATTRIBUTE, shown(name) + ": an attribute is given twice (expected: each once)");
        }
        if (value == null) {
            return;
        }
        Object judged = REQUIRED.contains(name) ? required(name, value) : optional(name, value);
        if (judged instanceof DropReason why) {
            drop(why);
        } else {
            values.put(name, judged);
            changed |= !judged.equals(value);
        }
    }

    private void drop(DropReason why) {
        dropped = dropped.and(why);
        changed = true;
    }

    /** Judges a required attribute; {@link #complete} reports a value that is empty or not a text. */
    private Object required(String name, Object value) {
        if (value instanceof DropReason why) {
            return why == DropReason.TEXT ? forbidden(name) : "";
        }
        if (!(value instanceof String text) || text.isEmpty()) {
            return value;
        }
        if (!AttributeText.isAllowed(text)) {
            return forbidden(name);
        }
        String reference = name.equals("source") ? UriText.reference(text) : text;
        return reference == null ? wrong(name, "not a URI reference", "a URI reference") : reference;
    }

    private Object forbidden(String name) {
        return wrong(name, "a text with characters that CloudEvents forbids", "a text without them");
    }

    private Object optional(String name, Object value) {
        if (value instanceof DropReason && !name.equals(Terms.EXPIRYTIME)) {
            return value;
        }
        return switch (name) {
            case Terms.EXPIRYTIME -> expiry(value);
            case "time" -> or(value instanceof String text ? Timestamps.normalised(text) : null, DropReason.FORMAT);
            case "dataschema" -> or(value instanceof String text ? UriText.absolute(text) : null, DropReason.FORMAT);
            case "subject" -> value instanceof String text && !text.isEmpty() ? allowed(text) : DropReason.FORMAT;
            case CONTENT_TYPE ->
                value instanceof String text && MediaType.of(text).isWellFormed() ? allowed(text) : DropReason.FORMAT;
            default -> extension(value);
        };
    }

    private static Object or(@Nullable Object good, DropReason otherwise) {
        return good == null ? otherwise : good;
    }

    private static Object extension(Object value) {
        if (value instanceof String text) {
            return allowed(text);
        }
        boolean allowed = value instanceof Boolean || (value instanceof Long number && number == number.intValue());
        return allowed ? value : DropReason.TYPE;
    }

    private static Object allowed(String text) {
        return AttributeText.isAllowed(text) ? text : DropReason.TEXT;
    }

    private Object expiry(Object value) {
        String time = value instanceof String text ? Timestamps.normalised(text) : null;
        if (time == null) {
            return wrong(Terms.EXPIRYTIME, "not a time", "RFC 3339, such as 2026-11-27T10:15:00Z");
        }
        return time;
    }

    /** Keeps the first fault, which {@link #complete} throws only for a supported version. */
    private Object wrong(String name, String what, String expected) {
        if (fault == null) {
            fault = new RejectedEventException(
                    RejectReason.BAD_ATTRIBUTE, name + ": " + what + " (expected: " + expected + ")");
        }
        return "";
    }

    /**
     * Returns all remaining attributes, in the order in which they came.
     *
     * @throws RejectedEventException where they are not those of an event
     */
    public Map<String, Object> complete() {
        if (values.get("specversion") instanceof String version && !version.isEmpty() && !isSupported(version)) {
            boolean showable = SHOWABLE.matcher(version).matches();
            throw new RejectedEventException(
                    RejectReason.UNSUPPORTED_SPECVERSION,
                    "specversion: " + (showable ? version : "not supported") + " (expected: 1.0)",
                    showable ? "specversion=" + version : null);
        }
        if (fault != null) {
            throw fault;
        }
        for (String name : REQUIRED) {
            Object value = values.get(name);
            if (value == null || value.equals("") || !(value instanceof String)) {
                String what = value == null ? "missing" : "not a text, or empty";
                throw new RejectedEventException(
                        RejectReason.MISSING_ATTRIBUTE, name + ": " + what + " (expected: a text)");
            }
        }
        return values;
    }

    static boolean isSupported(String version) {
        return SUPPORTED.matcher(version).matches();
    }

    public Dropped dropped() {
        return dropped;
    }

    /** Returns whether the attributes differ from those that were added, in meaning or in spelling. */
    boolean isChanged() {
        return changed;
    }

    /** Returns the terms of delivery that the attributes set: expiry and collapse key. */
    Terms terms() {
        Terms terms = values.get(Terms.EXPIRYTIME) instanceof String time ? Terms.NONE.expiring(time) : Terms.NONE;
        return values.get(Terms.COLLAPSEKEY) instanceof String key ? terms.collapsing(key) : terms;
    }

    /** Returns whether a name follows CloudEvents 1.0's naming conventions; {@code data} is not an attribute. */
    static boolean isName(String name) {
        boolean allowed = !name.isEmpty() && name.length() <= LONGEST_NAME && !name.equals("data");
        for (int i = 0; allowed && i < name.length(); i++) {
            char c = name.charAt(i);
            allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        }
        return allowed;
    }

    private static String shown(String name) {
        return name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "...";
    }
}
