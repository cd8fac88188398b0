package dev.tidings.intake.route;

import dev.tidings.intake.format.Format;
import dev.tidings.intake.format.KeyFormat;
import dev.tidings.intake.route.CompiledRoute.Rules;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles the settings of a route, or collects their faults. */
final class RouteCompiler {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MOST_AUDIENCES = 100_000;

    private final RouteSettings route;
    private final Violations faults;
    private final Optional<KeyFormat> keys;
    private final CelEnvironment language;

    RouteCompiler(RouteSettings route, Violations faults) {
        this.route = route;
        this.faults = faults;
        this.keys = KeyFormat.ofLabel(route.textOrDefault(RouteKey.KEY_FORMAT));
        this.language = CelEnvironment.of(keys.map(KeyFormat::hasFields).orElse(true));
    }

    /** A checked route; its formats are opened only when all routes are valid. */
    record Read(Format format, KeyFormat keys, Rules rules) {}

    /** Returns the checked route, or null if there are faults. */
    @Nullable
    Read read() {
        if (!NAME.matcher(route.name()).matches()) {
            faults.add(route.place() + "*: " + route.name()
                    + " (expected: a route's name, of 1 to 64 letters, digits, '-' and '_')");
        }
        refuseBlankValues();
        Optional<Format> format = format();
        requireKeys();
        Expression when = expression(RouteKey.WHEN.key(), ExpectedType.CONDITION);
        Recipients recipients = recipients();
        EventEnvelope envelope = new EnvelopeReader(route, this, faults).read();
        Expression locale = expression(RouteKey.LOCALE.key(), ExpectedType.NAME);
        Content content = new Content(
                expression(RouteKey.DATA.key(), ExpectedType.DATA),
                new LocalizedTextReader(route, faults, language).read(locale));
        Limits limits = LimitReader.read(route, faults);
        if (format.isEmpty() || keys.isEmpty() || recipients == null) {
            return null;
        }
        return new Read(format.get(), keys.get(), new Rules(when, recipients, envelope, content, limits));
    }

    private void refuseBlankValues() {
        route.values().forEach((key, text) -> {
            if (text.isBlank()) {
                faults.add(route.location(key) + " is empty (expected: a value, or no such key)");
            }
        });
    }

    /** Returns the expression, or null if the key is unset or has a fault. */
    @Nullable
    Expression expression(String key, ExpectedType wanted) {
        String text = route.text(key);
        return text == null || text.isBlank()
                ? null
                : faults.attempt(
                        route.location(key),
                        () -> language.compile(text, wanted, "route " + route.name() + ", " + key));
    }

    private Optional<Format> format() {
        String text = route.textOrDefault(RouteKey.FORMAT);
        Optional<Format> format = Arrays.stream(Format.values())
                .filter(each -> each.label().equals(text))
                .findFirst();
        if (format.isEmpty()) {
            String all = Arrays.stream(Format.values()).map(Format::label).collect(Collectors.joining(", "));
            faults.addWrongValue(route, RouteKey.FORMAT.key(), text, "one of " + all);
        }
        return format;
    }

    private void requireKeys() {
        if (keys.isEmpty()) {
            String all = Arrays.stream(KeyFormat.values()).map(KeyFormat::label).collect(Collectors.joining(", "));
            faults.addWrongValue(
                    route, RouteKey.KEY_FORMAT.key(), route.textOrDefault(RouteKey.KEY_FORMAT), "one of " + all);
        }
    }

    private @Nullable Recipients recipients() {
        boolean user = route.isSet(RouteKey.USER);
        if (user == route.isSet(RouteKey.AUDIENCE)) {
            faults.add(route.location(RouteKey.AUDIENCE.key()) + (user ? " is set beside user" : " is missing")
                    + " (expected: either audience or user)");
        }
        RouteKey key = user ? RouteKey.USER : RouteKey.AUDIENCE;
        Expression expression = expression(key.key(), ExpectedType.RECIPIENTS);
        int max = maxAudiences();
        return expression == null ? null : new Recipients(expression, user, max);
    }

    private int maxAudiences() {
        String text = route.textOrDefault(RouteKey.MAX_AUDIENCES);
        int max = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        if (max < 1 || max > MOST_AUDIENCES) {
            faults.addWrongValue(route, RouteKey.MAX_AUDIENCES.key(), text, "from 1 to " + MOST_AUDIENCES);
        }
        return max;
    }
}
