package dev.tidings.intake.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes, by name. Each value that says "expression" is in CEL. All of them are texts here and are read by {@link
 * RouteCompiler}, which says of a wrong one what was expected, and reads the same keys in the routes' file.
 */
@ConfigMapping(prefix = "tidings.routes")
public interface RoutesConfig {
    @WithParentName
    Map<String, RouteConfig> routes();

    /** One route. */
    interface RouteConfig {
        /** The topics it maps; either this or a pattern. */
        Optional<List<String>> topics();

        /** A regular expression that the whole name of a topic has to match. */
        Optional<String> topicPattern();

        /** What the values are: {@code json}, {@code json-schema}, {@code cloudevents}, {@code avro}, {@code protobuf}, {@code text}. */
        @WithDefault("json")
        String format();

        /** What the keys are, where an expression reads them: {@code text}, {@code json}, {@code avro}, {@code long} and others. */
        @WithDefault("text")
        String keyFormat();

        /** Expression, a bool: whether a record becomes an event. */
        Optional<String> when();

        /** Expression, a string or a list of strings: {@code everyone}, {@code group:<name>}, anything else a user. */
        Optional<String> audience();

        /** Expression, a string or a list of strings: users and nothing else, whatever they are called. */
        Optional<String> user();

        /** Expression, a string. */
        Optional<String> type();

        /** Expression, a string. */
        Optional<String> source();

        /** Expression, a string or an int; with the source it tells repetitions. */
        Optional<String> id();

        /** Expression, a string or an int. */
        Optional<String> subject();

        /** Expression, a timestamp or a string with one. */
        Optional<String> time();

        /** Expression, anything that JSON can say. */
        Optional<String> data();

        /** A duration after the record's timestamp, an instant, or an expression that gives one of them. */
        Optional<String> expiry();

        /** Expression, a string or an int. */
        Optional<String> collapseKey();

        /** Expressions, a string, int, bool or timestamp each: further attributes, by name. */
        Map<String, String> extensions();

        /** Text for people, by locale; in it an expression stands in braces. */
        Map<String, TextConfig> text();

        /** Expression, a string: which of the locales. */
        Optional<String> locale();

        /** The locale where there is none for the record's. */
        Optional<String> defaultLocale();

        LimitConfig limit();

        /** How many recipients one event may have; more of them are a dead letter. */
        @WithDefault("1000")
        String maxAudiences();
    }

    /** Text in one language. */
    interface TextConfig {
        Optional<String> title();

        Optional<String> body();
    }

    /** How much a route may write, as {@code <events>/<duration>}. */
    interface LimitConfig {
        /** In all. */
        Optional<String> route();

        /** To one recipient. */
        Optional<String> recipient();

        /** What becomes of more: {@code drop} or {@code collapse}. */
        @WithDefault("drop")
        String excess();
    }
}
