package dev.tidings.intake;

import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** Describes a failure in one line, with the name of the refused resource. */
final class FailureText {
    private static final int LONGEST = 300;

    private FailureText() {}

    static String of(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof TopicAuthorizationException topics) {
                return "not allowed to use topics " + topics.unauthorizedTopics();
            }
            if (each instanceof GroupAuthorizationException group) {
                return "not allowed to use the group " + group.groupId();
            }
            if (each instanceof TransactionalIdAuthorizationException) {
                return "not allowed to use transactional ids that begin with tidings.intake.group";
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said = root == failure ? failure.toString() : failure + ": " + root;
        return said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "…";
    }
}
