package dev.tidings.identity;

/** What became of the search for a key. */
sealed interface KeyLookup {

    /** The issuer publishes it. */
    record Found(KeySet keys) implements KeyLookup {}

    /** The issuer was asked after the token had come, and does not publish it. */
    record Absent() implements KeyLookup {}

    /** The issuer cannot be asked, or too many wait for its answer. */
    record Unknown() implements KeyLookup {}
}
