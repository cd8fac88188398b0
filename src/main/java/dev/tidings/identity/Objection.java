package dev.tidings.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objection to a token.
 *
 * @param description the broken rule, for the sender, in words of ours and of the settings, never of the token
 * @param mismatch for the log alone
 */
public record Objection(
        Refusal reason, String description, @Nullable Mismatch mismatch) {

    /** The expected values of the settings, and the values of the token. */
    record Mismatch(List<String> expected, List<String> found) {
        Mismatch {
            expected = List.copyOf(expected);
            found = List.copyOf(found);
        }
    }

    /** Replaces quotes and backslashes, which a quoted text of HTTP cannot contain (RFC 6750, section 3). */
    public Objection {
        description = description.replace('"', '\'').replaceAll("[^\\x20-\\x7e]|\\\\", "?");
    }

    Objection(Refusal reason, String description) {
        this(reason, description, null);
    }

    Objection(Refusal reason) {
        this(reason, reason.description());
    }

    /** Returns the objection as a challenge (RFC 6750). */
    String challenge() {
        return "Bearer error=\"invalid_token\", error_description=\"" + description + "\"";
    }
}
