package dev.tidings.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of an issuer in its tokens: fixed, with a placeholder for the tenant (Entra ID), or {@code any}. */
record IssuerName(String name) {
    private static final String ANY = "any";
    private static final Pattern PLACE = Pattern.compile("\\{tenantid}", Pattern.CASE_INSENSITIVE);

    /** Exactly one name between two slashes of an address. */
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** The quality of a match; later values are better. */
    enum Fit {
        NONE,
        ANY,
        TEMPLATE,
        EXACT
    }

    /** Returns how well the name matches {@code iss}; {@code tid} is the tenant in the token. */
    Fit fit(String iss, @Nullable String tid) {
        if (name.equals(iss)) {
            return Fit.EXACT;
        }
        if (name.equals(ANY)) {
            return Fit.ANY;
        }
        return iss.equals(fill(name, tid)) ? Fit.TEMPLATE : Fit.NONE;
    }

    /** Returns the name with the tenant in its place, or null if there is no placeholder or no valid tenant. */
    static @Nullable String fill(String template, @Nullable String tid) {
        boolean fillable = tid != null
                && TENANT.matcher(tid).matches()
                && PLACE.matcher(template).find();
        return fillable ? PLACE.matcher(template).replaceAll(tid) : null;
    }
}
