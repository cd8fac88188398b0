package dev.tidings.control;

import dev.tidings.event.Login;
import dev.tidings.event.UserId;
import dev.tidings.identity.Identity;
import dev.tidings.identity.Logout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of control records: what is ended, or whose sessions where, so that of several records about it the last one stays. */
final class ControlKeys {
    private static final String SESSIONS = "sessions:";
    private static final String POD = "pod:";

    private ControlKeys() {}

    /** Whose sessions a record is about, and on which pod. */
    record Place(String pod, UserId user) {}

    static String of(Place place) {
        return SESSIONS + place.pod() + ":" + place.user().value();
    }

    static String ofPod(String pod) {
        return POD + pod;
    }

    /** The reverse of {@link #of(Place)}; null where the key is none of those. */
    static @Nullable Place place(String key) {
        int colon = key.indexOf(':', SESSIONS.length());
        if (!key.startsWith(SESSIONS) || colon < 0 || colon + 1 == key.length()) {
            return null;
        }
        return new Place(key.substring(SESSIONS.length(), colon), new UserId(key.substring(colon + 1)));
    }

    /** The reverse of {@link #ofPod}; null where the key is none of those. */
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

    /** All under which a logout of that one could stand. */
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

    /** Under which the logins of the same subject are found that carry no {@code sid}; no record's key. Null where it ends none. */
    static @Nullable String withoutSid(Logout logout) {
        return logout instanceof Logout.OfLogin login && login.issuer() != null && login.subject() != null
                ? subject(login.issuer(), login.subject())
                : null;
    }

    /** The same of a token; null for one that is found by its {@code sid}. */
    static @Nullable String withoutSid(Identity identity) {
        Login login = identity.login();
        return login.sid() == null && login.subject() != null ? subject(login.issuer(), login.subject()) : null;
    }

    /** An issuer has no fragment (OpenID Connect Discovery 1.0, section 2), so this tells them apart. */
    private static String sid(@Nullable String issuer, String sid) {
        return issuer == null ? "sid:" + sid : "sid:" + issuer + "#" + sid;
    }

    private static String subject(String issuer, String subject) {
        return "sub:" + issuer + "#" + subject;
    }
}
