package dev.tidings.identity;

/** The port that reports which logins have ended. Any thread; called at each use of a token. */
public interface Revocations {

    /** Returns whether all logouts from before this pod's start are known. Before that no client may be accepted. */
    boolean areKnown();

    /** Returns whether the login of this token has ended, whatever the token's own expiry. */
    boolean cover(Identity identity);
}
