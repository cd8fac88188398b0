package dev.tidings.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an issuer calls itself in its tokens: a name, one with a place for the tenant (Entra ID), or {@code any}. */
record IssuerName(String name) {
    private static final String ANY = "any";
    private static final Pattern PLACE = Pattern.compile("\\{tenantid}", Pattern.CASE_INSENSITIVE);

    /** No part of an address but one name between two slashes. */
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** How well it fits; the later, the better. */
    enum Fit {
        NONE,
        ANY,
        TEMPLATE,
        EXACT
    }

    /** @param tid the tenant that the token says it is of */
    Fit fit(String iss, @Nullable String tid) {
        if (name.equals(iss)) {
            return Fit.EXACT;
        }
        if (name.equals(ANY)) {
            return Fit.ANY;
        }
        return iss.equals(filled(name, tid)) ? Fit.TEMPLATE : Fit.NONE;
    }

    /** The name with the tenant in its place; null where it has no such place, or the tenant cannot be one. */
    static @Nullable String filled(String template, @Nullable String tid) {
        boolean fillable = tid != null
                && TENANT.matcher(tid).matches()
                && PLACE.matcher(template).find();
        return fillable ? PLACE.matcher(template).replaceAll(tid) : null;
    }
}
