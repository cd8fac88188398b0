package dev.tidings.kubernetes;

import dev.tidings.testkit.Markdown;
import java.util.Locale;

/** What a key of Tidings is in a deployment: as its environment says, or the default, which is in the README. */
final class Defaults {
    private static final Markdown KEYS = Markdown.page("configuration.md");

    private Defaults() {}

    static String of(Manifests manifests, String key) {
        String variable = key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return manifests.variable(variable).orElseGet(() -> KEYS.table("Keys").stream()
                .filter(row -> row.get(0).equals("`" + key + "`"))
                .map(row -> row.get(1).replace("`", ""))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + ": unknown (expected: a key of the README)")));
    }
}
