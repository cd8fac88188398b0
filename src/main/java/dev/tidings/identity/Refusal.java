package dev.tidings.identity;

/** Why a token is refused: a short, stable label for metrics and logs, never a word of the token. */
public enum Refusal {
    MALFORMED("malformed"),
    ALGORITHM("algorithm"),
    ISSUER("issuer"),
    KEY("key"),
    SIGNATURE("signature"),
    EXPIRED("expired"),
    NOT_YET_VALID("not-yet-valid"),
    AUDIENCE("audience"),
    TOKEN_TYPE("token-type"),
    USER("user"),
    CLAIMS("claims"),
    LOGGED_OUT("logged-out");

    private final String label;

    Refusal(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
