package dev.tidings.identity;

/** The result of the search for the key of a token. */
public sealed interface KeyLookup {

    /** The issuer publishes the key. */
    record Found(KeySet keys) implements KeyLookup {}

    /** The keys were read after the token had arrived, and the issuer does not publish this key. */
    record Absent() implements KeyLookup {}

    /** The token is of no issuer that is configured. */
    record UnknownIssuer() implements KeyLookup {}

    /** The keys cannot be read now, or too many tokens wait for them. */
    record Unavailable() implements KeyLookup {}
}
