package dev.tidings.session;

import dev.tidings.event.Audience;
import dev.tidings.event.Key;
import dev.tidings.event.Login;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The sessions of this pod, by audience. Any thread may call any method. */
public final class SessionRegistry {
    private final SessionIndex<Key> users = new SessionIndex<>();
    private final LoginIndex logins = new LoginIndex();
    private final Map<Key, Set<Session>> groups = new ConcurrentHashMap<>();
    private final Set<Session> everyone = ConcurrentHashMap.newKeySet();
    private final Map<LoopContext, PushLoop> loops = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong version = new AtomicLong();
    private final EndedSessions ended;

    public SessionRegistry(EndedSessions ended) {
        this.ended = ended;
    }

    /** Adds a session of that loop, which is woken from now on; returns false when there are {@code max} already. */
    boolean add(Session session, PushLoop loop, int max) {
        if (size.incrementAndGet() > max) {
            size.decrementAndGet();
            return false;
        }
        // The loop comes first: the tail looks it up for each session that it finds.
        loops.put(loop.context(), loop);
        everyone.add(session);
        users.add(keyOf(session), session);
        logins.add(session, session.subscriber().login());
        for (Key group : groupsOf(session)) {
            groups.compute(group, (key, members) -> with(session, members));
        }
        version.incrementAndGet();
        return true;
    }

    /** Removes this very session; returns false when it was not there. */
    boolean remove(Session session) {
        if (!everyone.remove(session)) {
            return false;
        }
        size.decrementAndGet();
        users.remove(keyOf(session), session);
        logins.remove(session, session.subscriber().login());
        for (Key group : groupsOf(session)) {
            groups.computeIfPresent(group, (key, members) -> {
                members.remove(session);
                return members.isEmpty() ? null : members;
            });
        }
        return true;
    }

    /** Returns the user's oldest sessions beyond the newest {@code max}. */
    List<Session> surplus(UserId user, int max) {
        Session[] sessions = users.get(Key.of(user.value()));
        return List.of(Arrays.copyOf(sessions, Math.max(0, sessions.length - max)));
    }

    /** Updates the index of logins when a session has come by another login of the same user; on its loop. */
    void updateLogin(Session session, @Nullable Login before) {
        // The new login comes first, so that a logout of either finds the session in between.
        logins.add(session, session.subscriber().login());
        logins.remove(session, before);
    }

    /** Returns how many sessions a user has here. */
    public int count(UserId user) {
        return users.get(Key.of(user.value())).length;
    }

    /** Returns a user's sessions, the oldest first. */
    public List<Session> ofUser(UserId user) {
        return List.of(users.get(Key.of(user.value())));
    }

    /** Returns the sessions with that {@code sid}, the issuer's own session, of any issuer. */
    public List<Session> ofSid(String sid) {
        return logins.ofSid(sid);
    }

    /** Returns the sessions with that subject, the issuer's name for a user, of any issuer. */
    public List<Session> ofSubject(String subject) {
        return logins.ofSubject(subject);
    }

    /** Returns the sessions that receive a record with that key; a view that may change while it is read. */
    public Collection<Session> audience(Topic topic, Key key) {
        if (topic == Topic.NOTIFICATIONS) {
            return Arrays.asList(users.get(key));
        }
        if (Audience.isEveryone(key)) {
            return everyone;
        }
        return groups.getOrDefault(key, Collections.emptySet());
    }

    /** Returns a number that grows with each added session: where it has not grown, no session was missed. */
    public long version() {
        return version.get();
    }

    public int size() {
        return size.get();
    }

    public int userCount() {
        return users.keys();
    }

    /** Returns the sessions that ended here recently. */
    public EndedSessions ended() {
        return ended;
    }

    /** Returns the loops that have had a session. */
    Collection<PushLoop> loops() {
        return loops.values();
    }

    /** Returns the loop of a session that was added. */
    PushLoop loopOf(LoopContext context) {
        return Objects.requireNonNull(loops.get(context));
    }

    Collection<Session> all() {
        return List.copyOf(everyone);
    }

    private static Key keyOf(Session session) {
        return Key.of(session.subscriber().user().value());
    }

    private static List<Key> groupsOf(Session session) {
        return session.subscriber().groups().stream()
                .map(group -> Audience.group(group).key())
                .toList();
    }

    private static Set<Session> with(Session session, @Nullable Set<Session> members) {
        Set<Session> all = members == null ? ConcurrentHashMap.newKeySet() : members;
        all.add(session);
        return all;
    }
}
