package dev.tidings.control;

import dev.tidings.identity.Identity;
import dev.tidings.identity.Logout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of control records: what is ended, so that of several records about it the last one stays. */
final class ControlKeys {
    private ControlKeys() {}

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
        keys.add(subject(issuer, identity.login().subject()));
        keys.add("user:" + identity.user().value());
        return keys;
    }

    /** An issuer has no fragment (OpenID Connect Discovery 1.0, section 2), so this tells them apart. */
    private static String sid(@Nullable String issuer, String sid) {
        return issuer == null ? "sid:" + sid : "sid:" + issuer + "#" + sid;
    }

    private static String subject(String issuer, String subject) {
        return "sub:" + issuer + "#" + subject;
    }
}
