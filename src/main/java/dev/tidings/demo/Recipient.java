package dev.tidings.demo;

import dev.tidings.event.Audience;
import dev.tidings.event.Topic;
import dev.tidings.http.ProblemException;
import java.nio.charset.StandardCharsets;

/** A recipient from the page, {@code user:<id>}, {@code group:<name>} or {@code everyone}, with topic and key. */
record Recipient(String name, Topic topic, String key) {
    private static final String USER = "user:";
    private static final String GROUP = "group:";
    private static final String EVERYONE = "everyone";

    static Recipient parse(String text) {
        if (text.equals(EVERYONE)) {
            return new Recipient(text, Topic.ANNOUNCEMENTS, EVERYONE);
        }
        String group = text.startsWith(GROUP) ? Audience.groupName(text.substring(GROUP.length())) : "";
        if (!group.isBlank()) {
            return new Recipient(text, Topic.ANNOUNCEMENTS, GROUP + group);
        }
        if (text.startsWith(USER) && !text.substring(USER.length()).isBlank()) {
            return new Recipient(text, Topic.NOTIFICATIONS, text.substring(USER.length()));
        }
        throw ProblemException.bad("audience: " + text + " (expected: user:<id>, group:<name> or everyone)");
    }

    byte[] keyBytes() {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
