package dev.tidings.testkit;

import dev.tidings.event.TopicsConfig;

/** Topics that are called otherwise than by default; those that Tidings has for itself have a common beginning. */
public record TopicNames(String notifications, String announcements, String prefix) implements TopicsConfig {
    @Override
    public String control() {
        return prefix + ".control";
    }

    @Override
    public String deadLetters() {
        return prefix + ".dead-letters";
    }

    @Override
    public String retries() {
        return prefix + ".retries";
    }

    @Override
    public String seen() {
        return prefix + ".seen";
    }
}
