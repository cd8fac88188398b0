package dev.tidings.intake.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes, by name. Each value that is an "expression" is in CEL. All values are texts here. {@link RouteCompiler}
 * reads them, names the expected form of an invalid one, and reads the same keys in the routes' file.
 */
@ConfigMapping(prefix = "tidings.routes")
public interface RoutesConfig {
    @WithParentName
    Map<String, RouteConfig> routes();

    /** One route. */
    interface RouteConfig {
        /** The topics that it maps; either this or a pattern. */
        Optional<List<String>> topics();

        /** A regular expression that the whole name of a topic has to match. */
        Optional<String> topicPattern();

        /**
         * The format of the values: {@code json}, {@code json-schema}, {@code cloudevents}, {@code avro},
         * {@code protobuf}, {@code text}.
         */
        @WithDefault("json")
        String format();

        /** The format of keys for expressions: {@code text}, {@code json}, {@code avro}, {@code long} and others. */
        @WithDefault("text")
        String keyFormat();

        /** Expression, a bool: true if a record becomes an event. */
        Optional<String> when();

        /** Expression, a string or a list of strings: {@code everyone}, {@code group:<name>}, anything else a user. */
        Optional<String> audience();

        /** Expression, a string or a list of strings: users only, whatever their names. */
        Optional<String> user();

        /** Expression, a string. */
        Optional<String> type();

        /** Expression, a string. */
        Optional<String> source();

        /** Expression, a string or an int; it identifies repetitions together with the source. */
        Optional<String> id();

        /** Expression, a string or an int. */
        Optional<String> subject();

        /** Expression, a timestamp or a string with one. */
        Optional<String> time();

        /** Expression, any JSON value. */
        Optional<String> data();

        /** A duration after the record's timestamp, an instant, or an expression for one of them. */
        Optional<String> expiry();

        /** Expression, a string or an int. */
        Optional<String> collapseKey();

        /** Expressions, a string, int, bool or timestamp each: further attributes, by name. */
        Map<String, String> extensions();

        /** Text for people, by locale; expressions stand in braces. */
        Map<String, TextConfig> text();

        /** Expression, a string: the locale. */
        Optional<String> locale();

        /** The locale to use if the text lacks the record's locale. */
        Optional<String> defaultLocale();

        LimitConfig limit();

        /** Maximum number of recipients of one event; more of them make a dead letter. */
        @WithDefault("1000")
        String maxAudiences();
    }

    /** Text in one language. */
    interface TextConfig {
        Optional<String> title();

        Optional<String> body();
    }

    /** The limits of a route, as {@code <events>/<duration>}. */
    interface LimitConfig {
        /** The limit of all events together. */
        Optional<String> route();

        /** The limit of the events to one recipient. */
        Optional<String> recipient();

        /** The treatment of events above the limit: {@code drop} or {@code collapse}. */
        @WithDefault("drop")
        String excess();
    }
}
