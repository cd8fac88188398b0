package dev.tidings.event;

import java.util.Locale;

/** The reason why an attribute is left out of an event that is valid without it. */
public enum DropReason {
    /** Its name has other characters than a-z and 0-9, or more than 127 of them. */
    NAME,
    /** It is an object, an array, a fraction or an integer beyond 32 bits. */
    TYPE,
    /** It is a text with control characters, noncharacters or half of a surrogate pair, or is not UTF-8. */
    TEXT,
    /** It is a {@code time}, {@code subject}, {@code dataschema} or {@code datacontenttype} with an invalid value. */
    FORMAT;

    /** Returns the name of the reason in metrics and documentation. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
