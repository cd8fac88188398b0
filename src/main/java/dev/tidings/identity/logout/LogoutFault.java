package dev.tidings.identity.logout;

/** The reason why a logout token is refused: a label for metrics, and the expectation, for the issuer's operator. */
public enum LogoutFault {
    MISSING("missing", "logout_token is missing or unreadable (expected: one, in a form of at most 16 KB)"),
    MALFORMED("malformed", "the logout token is malformed (expected: a signed JWT)"),
    ALGORITHM("algorithm", "the algorithm of the signature is not accepted (expected: an asymmetric one)"),
    TYPE("type", "the header typ is not accepted (expected: logout+jwt, JWT, or none)"),
    ISSUER("issuer", "iss is not a configured issuer"),
    KEY("key", "the issuer does not publish the key"),
    SIGNATURE("signature", "the signature is not valid"),
    AUDIENCE("audience", "aud names another client (expected: one of the configured client ids)"),
    EXPIRED("expired", "exp has passed"),
    ISSUED_AT("issued-at", "iat is missing, too old or in the future"),
    ID("id", "jti is missing"),
    REPLAYED("replayed", "the logout token was used before"),
    EVENTS("events", "events does not contain the back-channel logout event (expected: its name with an object)"),
    NONCE("nonce", "nonce is present (expected: none, this may be an ID token)"),
    WHO(
            "who",
            "neither sub nor sid is usable (expected: one of them, a text of at most 512 characters, or an integer)"),
    CLAIMS("claims", "the claims are not acceptable");

    private final String label;
    private final String description;

    LogoutFault(String label, String description) {
        this.label = label;
        this.description = description;
    }

    String label() {
        return label;
    }

    String description() {
        return description;
    }
}
