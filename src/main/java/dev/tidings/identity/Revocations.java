package dev.tidings.identity;

/** The port that tells which logins have ended; any thread, asked at each use of a token. */
public interface Revocations {

    /** Whether all that was ended before this pod started is known; before that nobody may be let in. */
    boolean areKnown();

    /** Whether this token's login has ended, however long the token itself would live on. */
    boolean cover(Identity identity);
}
