package dev.tidings.identity;

/** The reason why a token is refused: a short, stable label for metrics and logs, and a description for the sender. */
public enum Refusal {
    MALFORMED("malformed", "the token is not a well-formed JWT"),
    ALGORITHM("algorithm", "the algorithm of the signature is not accepted; expected an asymmetric one, such as RS256"),
    ISSUER("issuer", "the issuer (claim iss) is not configured"),
    KEY("key", "the issuer does not publish the key that signed the token"),
    SIGNATURE("signature", "the signature is not valid"),
    EXPIRED("expired", "the token has expired"),
    NOT_YET_VALID("not-yet-valid", "the token is not valid yet (claim nbf)"),
    AUDIENCE("audience", "the token is for another audience"),
    TOKEN_TYPE("token-type", "the token is not an access token (typ)"),
    USER("user", "the token names no user"),
    CLAIMS("claims", "a claim is missing or not acceptable"),
    LOGGED_OUT("logged-out", "the login of this token has ended");

    private final String label;
    private final String description;

    Refusal(String label, String description) {
        this.label = label;
        this.description = description;
    }

    public String label() {
        return label;
    }

    String description() {
        return description;
    }
}
