package dev.tidings.identity;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a token's audience: {@code aud}, or the claim that an issuer uses instead ({@code client_id} at Cognito). */
record AudienceRule(ClaimPath claim) {
    /** Quarkus' value for any audience. */
    private static final String ANY = "any";

    /** Returns an objection, or null. {@code expected} is empty in dev mode, where tokens have no audience. */
    @Nullable
    Objection check(JsonObject claims, List<String> expected) {
        if (expected.isEmpty() || expected.equals(List.of(ANY))) {
            return null;
        }
        Set<String> found = claim.texts(claims);
        if (!Collections.disjoint(found, expected)) {
            return null;
        }
        String description = found.isEmpty()
                ? "the claim " + claim.path() + ", which names the audience, is missing"
                : "the audience (claim " + claim.path() + ") is not configured";
        return new Objection(Refusal.AUDIENCE, description, new Objection.Mismatch(expected, List.copyOf(found)));
    }
}
