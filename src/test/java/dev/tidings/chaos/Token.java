package dev.tidings.chaos;

import dev.tidings.testkit.Issuer;
import java.time.Duration;
import java.time.Instant;

/** A client's access token, and until when it holds. */
record Token(String text, Instant expires, Duration life) {
    /** Gives a token to a user of that number. */
    interface Source {
        Token get(int user);
    }

    static Source of(Issuer issuer, Duration life) {
        return user -> {
            String text = issuer.mint(Numbered.user(user))
                    .groups(Numbered.isStaff(user) ? new String[] {"staff"} : new String[0])
                    .expires(life)
                    .sign();
            return new Token(text, Instant.now().plus(life), life);
        };
    }

    /** More than half of its life is over. */
    boolean isOld() {
        return Instant.now().plus(life.dividedBy(2)).isAfter(expires);
    }
}
