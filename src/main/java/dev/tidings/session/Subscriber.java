package dev.tidings.session;

import dev.tidings.event.Audience;
import dev.tidings.event.Login;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The owner of a session: the user, the user's groups, and the login that the token came from. */
public record Subscriber(
        UserId user, Set<String> groups, @Nullable Login login) {
    public Subscriber {
        groups = Set.copyOf(groups);
    }

    /** Returns the audiences of a topic that this user belongs to. */
    public List<Audience> audiencesIn(Topic topic) {
        if (topic == Topic.NOTIFICATIONS) {
            return List.of(Audience.user(user));
        }
        List<Audience> audiences = new ArrayList<>(groups.size() + 1);
        audiences.add(Audience.everyone());
        groups.stream().sorted().map(Audience::group).forEach(audiences::add);
        return audiences;
    }
}
