package dev.tidings.event;

import java.util.Locale;

/** Why an attribute is left out of an event that is good without it. */
public enum DropReason {
    /** Its name has other characters than a-z and 0-9, or more than 127 of them. */
    NAME,
    /** It is an object, an array, a fraction or an integer beyond 32 bits. */
    TYPE,
    /** A text with control characters, noncharacters or half of a surrogate pair, or not in UTF-8. */
    TEXT,
    /** A {@code time}, {@code subject}, {@code dataschema} or {@code datacontenttype} that is none. */
    FORMAT;

    /** As it stands in metrics and documentation. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
