package dev.tidings.session;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sessions by a key that few of them share, in the order in which they were added. Any thread may call any method. */
final class SessionIndex<K> {
    private static final Session[] NONE = {};

    private final Map<K, Session[]> sessions = new ConcurrentHashMap<>();

    void add(K key, Session session) {
        sessions.merge(key, new Session[] {session}, SessionIndex::append);
    }

    void remove(K key, Session session) {
        sessions.computeIfPresent(key, (same, all) -> without(session, all));
    }

    /** Returns the sessions of a key; the array must not be changed. */
    Session[] get(K key) {
        return sessions.getOrDefault(key, NONE);
    }

    int keys() {
        return sessions.size();
    }

    private static Session[] append(Session[] all, Session[] added) {
        Session[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = added[0];
        return more;
    }

    private static Session @Nullable [] without(Session session, Session[] all) {
        Session[] rest = Arrays.stream(all).filter(other -> other != session).toArray(Session[]::new);
        return rest.length == 0 ? null : rest;
    }
}
