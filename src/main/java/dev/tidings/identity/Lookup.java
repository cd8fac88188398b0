package dev.tidings.identity;

/** What became of the search for a key. */
sealed interface Lookup {

    /** The issuer publishes it. */
    record Found(KeySet keys) implements Lookup {}

    /** The issuer was asked after the token had come, and does not publish it. */
    record Absent() implements Lookup {}

    /** The issuer cannot be asked, or too many wait for its answer. */
    record Unknown() implements Lookup {}
}
