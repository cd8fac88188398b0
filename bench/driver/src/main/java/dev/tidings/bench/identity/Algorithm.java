package dev.tidings.bench.identity;

/** How tokens are signed. */
public enum Algorithm {
    RS256,
    ES256
}
