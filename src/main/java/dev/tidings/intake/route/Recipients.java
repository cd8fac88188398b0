package dev.tidings.intake.route;

import dev.tidings.event.Audience;
import dev.tidings.event.Topic;
import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Evaluates the recipients of a route's events, up to a maximum. */
record Recipients(Expression expression, boolean usersOnly, int max) {
    static final int MAX_LENGTH = 256;

    private static final String EVERYONE = "everyone";
    private static final String GROUP = "group:";

    /** A topic of the log and the key of a record in it. */
    record Recipient(Topic topic, String key) {}

    /** Returns the recipients in their order, without repetitions. */
    Set<Recipient> of(Variables variables) throws DeadException {
        Object found = expression.evaluate(variables);
        if (!(found instanceof List<?> list)) {
            return Set.of(recipient(found, variables));
        }
        if (list.isEmpty() || list.size() > max) {
            throw badAudience(list.size() + " recipients (expected: from 1 to " + max + ")");
        }
        Set<Recipient> recipients = new LinkedHashSet<>();
        for (Object each : list) {
            recipients.add(recipient(each, variables));
        }
        return recipients;
    }

    private Recipient recipient(@Nullable Object found, Variables variables) throws DeadException {
        if (!(found instanceof String key)) {
            throw expression.failure(DeadReason.BAD_AUDIENCE, Types.nameOf(found));
        }
        if (key.isEmpty() || key.length() > MAX_LENGTH || !Texts.isWellFormed(key)) {
            throw badAudience("a recipient of " + key.length() + " characters (expected: well-formed, from 1 to "
                    + MAX_LENGTH + ")");
        }
        requireName(key, variables);
        if (usersOnly) {
            return new Recipient(Topic.NOTIFICATIONS, key);
        }
        if (key.startsWith(GROUP)) {
            return group(key.substring(GROUP.length()));
        }
        return new Recipient(key.equals(EVERYONE) ? Topic.ANNOUNCEMENTS : Topic.NOTIFICATIONS, key);
    }

    private Recipient group(String written) throws DeadException {
        String name = Audience.groupName(written);
        if (name.isEmpty()) {
            throw badAudience("a group without a name (expected: group:<name>)");
        }
        return new Recipient(Topic.ANNOUNCEMENTS, GROUP + name);
    }

    /** Rejects names that no user has, and whose events nobody would receive. */
    private void requireName(String name, Variables variables) throws DeadException {
        String ofKey = variables.withKeySuspicion(name);
        if (ofKey != null) {
            throw badAudience(ofKey);
        }
        if (Texts.hasControls(name)) {
            throw badAudience("a recipient with control characters (expected: none)");
        }
        if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
            throw badAudience("a quoted text (expected: a recipient without quotes around it)");
        }
    }

    private DeadException badAudience(String found) {
        return new DeadException(DeadReason.BAD_AUDIENCE, expression.location() + ": " + found);
    }
}
