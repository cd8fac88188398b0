package dev.tidings.intake.route;

import dev.tidings.intake.route.Limits.Excess;
import dev.tidings.intake.route.Limits.Rate;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys {@code limit.*} of a route. */
final class LimitReader {
    private static final Pattern RATE = Pattern.compile("(\\d{1,9})/(.+)");

    private LimitReader() {}

    static Limits read(RouteSettings route, Violations faults) {
        Rate all = rate(route, RouteKey.LIMIT_ROUTE, faults);
        Rate each = rate(route, RouteKey.LIMIT_RECIPIENT, faults);
        String excess = route.textOrDefault(RouteKey.LIMIT_EXCESS);
        if (!excess.equals("drop") && !excess.equals("collapse")) {
            faults.addWrongValue(route, RouteKey.LIMIT_EXCESS.key(), excess, "drop or collapse");
        }
        boolean none = all == null && each == null;
        return none ? Limits.NONE : new Limits(all, each, excess.equals("collapse") ? Excess.COLLAPSE : Excess.DROP);
    }

    private static @Nullable Rate rate(RouteSettings route, RouteKey key, Violations faults) {
        String text = route.text(key);
        if (text == null) {
            return null;
        }
        Matcher rate = RATE.matcher(text);
        Duration per = rate.matches() ? TimeLiterals.duration(rate.group(2)) : null;
        int events = per == null ? 0 : Integer.parseInt(rate.group(1));
        if (per == null || events == 0 || per.toMillis() == 0) {
            faults.addWrongValue(route, key.key(), text, "<events>/<duration>, as in 100/1s");
            return null;
        }
        return new Rate(events, per.toMillis());
    }
}
