package dev.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What may happen to a process from outside, at any moment. */
public enum Signal {
    /** It does nothing from now on; its connections stay as they are. */
    STOP,
    /** It goes on where it was stopped. */
    CONT,
    /** It is asked to end. */
    TERM,
    /** It is gone. */
    KILL;

    public void to(Process process) {
        String pid = Long.toString(process.pid());
        try {
            int status = new ProcessBuilder("kill", "-" + name(), pid).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name() + " " + pid + ": " + status + " (expected: 0)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
