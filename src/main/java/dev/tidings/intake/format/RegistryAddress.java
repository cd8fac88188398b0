package dev.tidings.intake.format;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of the registry, with credentials.
 *
 * @param base the URL without a slash at its end
 * @param authorization the header's value, or null without credentials
 */
record RegistryAddress(String base, @Nullable String authorization) {
    private static final String URL = "tidings.intake.registry.url";
    private static final String USER = "tidings.intake.registry.user";
    private static final String PASSWORD = "tidings.intake.registry.password";
    private static final String TOKEN = "tidings.intake.registry.bearer-token";

    static Optional<RegistryAddress> of(RegistryConfig config) {
        return config.url()
                .map(url -> new RegistryAddress(
                        url.endsWith("/") ? url.substring(0, url.length() - 1) : url, authorization(config)));
    }

    private static @Nullable String authorization(RegistryConfig config) {
        if (config.bearerToken().isPresent()) {
            return "Bearer " + config.bearerToken().get();
        }
        if (config.user().isEmpty()) {
            return null;
        }
        String pair = config.user().get() + ":" + config.password().orElse("");
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a sentence for each invalid setting, without any secret. */
    static List<String> violations(RegistryConfig config) {
        List<String> violations = new ArrayList<>();
        config.url().ifPresent(url -> url(url, violations));
        if (config.user().isPresent() != config.password().isPresent()) {
            violations.add((config.user().isPresent() ? PASSWORD : USER) + " is missing (expected: both " + USER
                    + " and " + PASSWORD + ", or neither)");
        }
        if (config.user().isPresent() && config.bearerToken().isPresent()) {
            violations.add(TOKEN + " is set (expected: unset beside " + USER + ")");
        }
        return violations;
    }

    private static void url(String url, List<String> violations) {
        String expected = " (expected: the registry's address, which begins with http:// or https://)";
        try {
            URI uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (uri.getRawUserInfo() != null) {
                violations.add(URL + ": has a user in it (expected: " + USER + " and " + PASSWORD + ")");
            } else if (!web || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                violations.add(URL + ": " + url + expected);
            }
        } catch (URISyntaxException e) {
            violations.add(URL + ": no address" + expected);
        }
    }
}
