package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.Partition;
import dev.tidings.http.ProblemException;
import dev.tidings.session.StartResolver;
import dev.tidings.session.Subscriber;
import jakarta.inject.Singleton;
import java.util.Set;

/** Finds what of the inbox belongs to a user, by the token and by the log as this pod knows it. */
@Singleton
class InboxOwners {
    private static final int LONGEST_USER = 512;

    private final StartResolver starts;

    InboxOwners(StartResolver starts) {
        this.starts = starts;
    }

    /**
     * Returns the owner of an inbox.
     *
     * @throws ProblemException where the log is not known yet, or nothing for this user can be in the database
     */
    InboxOwner of(Subscriber subscriber) {
        String user = subscriber.user().value();
        if (user.indexOf('\0') >= 0 || user.getBytes(UTF_8).length > LONGEST_USER) {
            throw ProblemException.notFound(
                    "user: no inbox (expected: an id of at most " + LONGEST_USER + " bytes, without U+0000)");
        }
        Set<Partition> homes = starts.homes(subscriber);
        if (homes.isEmpty()) {
            throw ProblemException.unavailable("the log is not known yet");
        }
        return InboxOwner.of(subscriber, homes);
    }
}
