package dev.tidings.identity.logout;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form of a logout token. Vert.x is not used: it answers a field of more than 2 KB with 500 and a line at
 * ERROR for each part of it, and any client may send one.
 */
final class LogoutForm {
    private static final String FIELD = "logout_token=";
    private static final int MAX_LENGTH = 16 << 10;

    private LogoutForm() {}

    /** The form as the OpenAPI document shows it. */
    @Schema(name = "LogoutTokenForm")
    record LogoutTokenForm(
            @Schema(name = "logout_token", required = true, description = "The logout token, a JWT")
            String logoutToken) {}

    /** The refusal as the OpenAPI document shows it. */
    @Schema(
            name = "LogoutError",
            requiredProperties = {"error", "error_description"})
    record LogoutError(
            @Schema(examples = "invalid_request") String error,

            @Schema(name = "error_description") String errorDescription) {}

    /** Returns the token, or null unless the text is a form with exactly one such field. */
    static @Nullable String token(String form) {
        String found = null;
        for (String field : form.length() > MAX_LENGTH ? new String[0] : form.split("&", -1)) {
            if (field.startsWith(FIELD)) {
                if (found != null) {
                    return null;
                }
                found = field.substring(FIELD.length());
            }
        }
        return found == null || found.isEmpty() ? null : decoded(found);
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
