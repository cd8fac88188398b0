package dev.tidings.event;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The audience of an event: a user, a group, or everyone. In the log it is the record's key. */
public record Audience(Topic topic, Key key) {
    private static final String GROUP = "group:";
    private static final byte[] GROUP_PREFIX = GROUP.getBytes(StandardCharsets.UTF_8);
    private static final Key EVERYONE_KEY = Key.of("everyone");
    private static final Audience EVERYONE = new Audience(Topic.ANNOUNCEMENTS, EVERYONE_KEY);

    public static Audience user(UserId user) {
        return new Audience(Topic.NOTIFICATIONS, Key.of(user.value()));
    }

    public static Audience group(String name) {
        return new Audience(Topic.ANNOUNCEMENTS, Key.of(GROUP + groupName(name)));
    }

    /** Returns a group's name without leading slashes: some issuers write a path ("/staff"), and both mean the same. */
    public static String groupName(String name) {
        int from = 0;
        while (from < name.length() && name.charAt(from) == '/') {
            from++;
        }
        return name.substring(from);
    }

    /** Returns the keys that producers may write for it; a group also has the key with a slash before its name. */
    public List<Key> keys() {
        return key.startsWith(GROUP_PREFIX) && topic == Topic.ANNOUNCEMENTS
                ? List.of(key, Key.of(GROUP + '/' + key.toString().substring(GROUP.length())))
                : List.of(key);
    }

    public static Audience everyone() {
        return EVERYONE;
    }

    /** Returns whether a record of that topic with that key has an audience. */
    public static boolean isAudience(Topic topic, Key key) {
        return switch (topic) {
            case NOTIFICATIONS -> key.length() > 0;
            case ANNOUNCEMENTS ->
                key.equals(EVERYONE_KEY) || (key.startsWith(GROUP_PREFIX) && key.length() > GROUP_PREFIX.length);
        };
    }

    /** Returns whether that key in the topic of announcements means everyone. */
    public static boolean isEveryone(Key key) {
        return key.equals(EVERYONE_KEY);
    }
}
