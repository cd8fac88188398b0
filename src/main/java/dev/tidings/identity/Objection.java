package dev.tidings.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against a token.
 *
 * @param description for whoever sent it: which rule it breaks, in words of ours and of the settings, never of the token
 * @param mismatch for the log alone
 */
public record Objection(
        Refusal reason, String description, @Nullable Mismatch mismatch) {

    /** What the settings expect, and what the token says instead. */
    record Mismatch(List<String> expected, List<String> found) {
        Mismatch {
            expected = List.copyOf(expected);
            found = List.copyOf(found);
        }
    }

    /** A quoted text of HTTP has neither quotes nor backslashes in it (RFC 6750, section 3). */
    public Objection {
        description = description.replace('"', '\'').replaceAll("[^\\x20-\\x7e]|\\\\", "?");
    }

    Objection(Refusal reason, String description) {
        this(reason, description, null);
    }

    Objection(Refusal reason) {
        this(reason, reason.description());
    }

    /** As a challenge says it (RFC 6750). */
    String challenge() {
        return "Bearer error=\"invalid_token\", error_description=\"" + description + "\"";
    }
}
