package dev.tidings.inbox;

import dev.tidings.event.Audience;
import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.session.Subscriber;
import java.util.List;
import java.util.Set;

/**
 * A user whose inbox is read or changed.
 *
 * @param audiences the keys of announcements that the user gets: everyone, and the groups of the token
 * @param homes the ids of the partitions that a cursor of the user names
 */
record InboxOwner(UserId user, List<String> audiences, List<Integer> homes) {
    static InboxOwner of(Subscriber subscriber, Set<Partition> homes) {
        return new InboxOwner(
                subscriber.user(),
                subscriber.audiencesIn(Topic.ANNOUNCEMENTS).stream()
                        .map(Audience::key)
                        .map(Object::toString)
                        .toList(),
                homes.stream().map(Partition::id).toList());
    }
}
