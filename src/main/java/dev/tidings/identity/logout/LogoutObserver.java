package dev.tidings.identity.logout;

/** The port through which logouts are observed. */
public interface LogoutObserver {

    /**
     * Reports the outcome of a requested logout.
     *
     * @param by {@code issuer} or {@code admin}
     * @param outcome {@code published}, {@code unavailable}, or why the logout token was refused
     */
    void asked(String by, String outcome);
}
