package dev.tidings.identity;

/** The port through which logouts are seen from outside. */
public interface LogoutObserver {

    /**
     * One logout was asked for.
     *
     * @param by {@code issuer} or {@code admin}
     * @param outcome {@code published}, {@code unavailable}, or why the logout token was refused
     */
    void asked(String by, String outcome);
}
