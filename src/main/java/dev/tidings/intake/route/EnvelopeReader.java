package dev.tidings.intake.route;

import dev.tidings.event.EventAttributes;
import dev.tidings.event.RejectedEventException;
import dev.tidings.event.Reserved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a route that set attributes. */
final class EnvelopeReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,20}");
    private static final Set<String> OTHERWISE = Set.of(
            "id",
            "source",
            "type",
            "specversion",
            "subject",
            "time",
            "data",
            "datacontenttype",
            "dataschema",
            "cursor",
            EventAttributes.ITEM_ID,
            EventEnvelope.EXPIRYTIME,
            EventEnvelope.COLLAPSEKEY);

    private final RouteSettings route;
    private final RouteCompiler compiler;
    private final Violations faults;
    private final List<Attribute> attributes = new ArrayList<>();

    EnvelopeReader(RouteSettings route, RouteCompiler compiler, Violations faults) {
        this.route = route;
        this.compiler = compiler;
        this.faults = faults;
    }

    EventEnvelope read() {
        add("type", RouteKey.TYPE.key(), ExpectedType.NAME, true);
        add("source", RouteKey.SOURCE.key(), ExpectedType.NAME, true);
        add("id", RouteKey.ID.key(), ExpectedType.TEXT, true);
        add("subject", RouteKey.SUBJECT.key(), ExpectedType.TEXT, false);
        add("time", RouteKey.TIME.key(), ExpectedType.TIME, false);
        add(EventEnvelope.COLLAPSEKEY, RouteKey.COLLAPSE_KEY.key(), ExpectedType.TEXT, false);
        for (String name : route.names(RouteKey.EXTENSIONS)) {
            String key = RouteKey.EXTENSIONS.of(name);
            if (!NAME.matcher(name).matches() || OTHERWISE.contains(name)) {
                faults.add(
                        route.location(key)
                                + " names no extension (expected: 1 to 20 small letters and digits, no attribute that has a key)");
            } else {
                add(name, key, ExpectedType.EXTENSION, false);
            }
        }
        return new EventEnvelope(route.name(), List.copyOf(attributes), expiry());
    }

    private void add(String name, String key, ExpectedType wanted, boolean required) {
        Expression expression = compiler.expression(key, wanted);
        if (expression != null) {
            requireFree(name, key, expression);
            attributes.add(new Attribute(name, expression, wanted, required));
        }
    }

    /** Rejects a constant value with which every record would be dead. */
    private void requireFree(String name, String key, Expression expression) {
        if (expression.constant() instanceof String text) {
            try {
                Reserved.refuse(Map.of(name, text));
            } catch (RejectedEventException e) {
                String rule = e.getMessage().substring(name.length() + 2);
                faults.add(route.location(key) + ": " + text + ", " + rule);
            }
        }
    }

    private @Nullable Expiry expiry() {
        String text = route.text(RouteKey.EXPIRY);
        Expiry constant = text == null ? null : TimeLiterals.expiry(text.strip());
        if (text == null || constant != null) {
            return constant;
        }
        Expression expression = compiler.expression(RouteKey.EXPIRY.key(), ExpectedType.EXPIRY);
        return expression == null ? null : new Expiry.Told(expression);
    }
}
