package dev.tidings.identity;

/** The result of the search for a key. */
public sealed interface KeyLookup {

    /** The issuer publishes the key. */
    record Found(KeySet keys) implements KeyLookup {}

    /** The keys were read after the token had arrived, and the issuer does not publish this key. */
    record Absent() implements KeyLookup {}

    /** The keys cannot be read, or too many tokens wait for them. */
    record Unknown() implements KeyLookup {}
}
