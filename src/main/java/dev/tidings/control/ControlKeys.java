package dev.tidings.control;

import dev.tidings.event.Login;
import dev.tidings.event.UserId;
import dev.tidings.identity.Identity;
import dev.tidings.identity.logout.Logout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of control records: the ended logins, or a user and a pod. Compaction keeps the last record of each key. */
final class ControlKeys {
    private static final String SESSIONS = "sessions:";
    private static final String POD = "pod:";

    private ControlKeys() {}

    /** The user and the pod of an announcement. */
    record Place(String pod, UserId user) {}

    static String of(Place place) {
        return SESSIONS + place.pod() + ":" + place.user().value();
    }

    static String ofPod(String pod) {
        return POD + pod;
    }

    /** Reverses {@link #of(Place)}, or returns null for any other key. */
    static @Nullable Place place(String key) {
        int colon = key.indexOf(':', SESSIONS.length());
        if (!key.startsWith(SESSIONS) || colon < 0 || colon + 1 == key.length()) {
            return null;
        }
        return new Place(key.substring(SESSIONS.length(), colon), new UserId(key.substring(colon + 1)));
    }

    /** Reverses {@link #ofPod}, or returns null for any other key. */
    static @Nullable String pod(String key) {
        return key.startsWith(POD) ? key.substring(POD.length()) : null;
    }

    static String of(Logout logout) {
        if (logout instanceof Logout.OfLogin login) {
            return sid(login.issuer(), login.sid());
        }
        if (logout instanceof Logout.OfSubject subject) {
            return subject(subject.issuer(), subject.subject());
        }
        return "user:" + ((Logout.OfUser) logout).user().value();
    }

    /** Returns all keys that a logout of this identity can have. */
    static List<String> covering(Identity identity) {
        List<String> keys = new ArrayList<>(4);
        String issuer = identity.login().issuer();
        String sid = identity.login().sid();
        if (sid != null) {
            keys.add(sid(issuer, sid));
            keys.add(sid(null, sid));
        }
        String subject = identity.login().subject();
        if (subject != null) {
            keys.add(subject(issuer, subject));
        }
        keys.add("user:" + identity.user().value());
        return keys;
    }

    /** Returns the key of the subject's logins without a {@code sid}, or null; it is no record's key. */
    static @Nullable String withoutSid(Logout logout) {
        return logout instanceof Logout.OfLogin login && login.issuer() != null && login.subject() != null
                ? subject(login.issuer(), login.subject())
                : null;
    }

    /** Returns the same key for a token, or null for a token with a {@code sid}. */
    static @Nullable String withoutSid(Identity identity) {
        Login login = identity.login();
        return login.sid() == null && login.subject() != null ? subject(login.issuer(), login.subject()) : null;
    }

    /** Joins issuer and name by a hash sign, which no issuer has (OpenID Connect Discovery 1.0, section 2). */
    private static String sid(@Nullable String issuer, String sid) {
        return issuer == null ? "sid:" + sid : "sid:" + issuer + "#" + sid;
    }

    private static String subject(String issuer, String subject) {
        return "sub:" + issuer + "#" + subject;
    }
}
