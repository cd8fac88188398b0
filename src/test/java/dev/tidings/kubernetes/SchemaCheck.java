package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a value is what a schema of Kubernetes or of a CRD allows; an unknown field is none, as with strict validation. */
record SchemaCheck(JsonNode definitions) {
    private static final String ANY = "x-kubernetes-preserve-unknown-fields";

    /** What is wrong with it, each with where that stands. */
    Stream<String> complaints(String at, JsonNode schema, JsonNode value) {
        return fields(at, schema, value, true);
    }

    private Stream<String> fields(String at, JsonNode schema, JsonNode value, boolean strict) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().replace("#/definitions/", "");
            return fields(at, definitions.path(name), value, strict);
        }
        if (!hasType(schema, value)) {
            return Stream.of(at + ": " + value + " (expected: " + type(schema) + ")");
        }
        return Stream.of(
                        scalar(at, schema, value),
                        required(at, schema, value),
                        members(at, schema, value, strict),
                        items(at, schema, value, strict),
                        combined(at, schema, value))
                .flatMap(complaints -> complaints);
    }

    private static String type(JsonNode schema) {
        return isIntOrString(schema) ? "integer or string" : schema.path("type").asText();
    }

    private static boolean isIntOrString(JsonNode schema) {
        return schema.path("x-kubernetes-int-or-string").asBoolean();
    }

    private static boolean hasType(JsonNode schema, JsonNode value) {
        if (isIntOrString(schema)) {
            // A quantity may be 0.5.
            return value.isTextual() || value.isIntegralNumber() || (value.isNumber() && schema.has("pattern"));
        }
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }

    private static Stream<String> scalar(String at, JsonNode schema, JsonNode value) {
        String text = value.asText();
        Map<String, Boolean> rules = Map.of(
                "enum",
                stream(schema.path("enum")).anyMatch(value::equals),
                "pattern",
                Pattern.compile(schema.path("pattern").asText()).matcher(text).find(),
                "minLength",
                text.length() >= schema.path("minLength").asInt(),
                "maxLength",
                text.length() <= schema.path("maxLength").asInt(),
                "minimum",
                value.asDouble() >= schema.path("minimum").asDouble(),
                "maximum",
                value.asDouble() <= schema.path("maximum").asDouble(),
                "minItems",
                value.size() >= schema.path("minItems").asInt(),
                "maxItems",
                value.size() <= schema.path("maxItems").asInt());
        return rules.entrySet().stream()
                .filter(rule -> schema.has(rule.getKey()) && !rule.getValue())
                .map(rule ->
                        at + ": " + value + " (expected: " + rule.getKey() + " " + schema.path(rule.getKey()) + ")");
    }

    private static Stream<String> required(String at, JsonNode schema, JsonNode value) {
        return value.isObject()
                ? stream(schema.path("required"))
                        .map(JsonNode::asText)
                        .filter(field -> !value.has(field))
                        .map(field -> at + "/" + field + " is missing (expected: set)")
                : Stream.of();
    }

    private Stream<String> members(String at, JsonNode schema, JsonNode value, boolean strict) {
        if (!value.isObject()) {
            return Stream.of();
        }
        JsonNode known = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        boolean open = !strict
                || others.asBoolean()
                || schema.path(ANY).asBoolean()
                || (known.isEmpty() && !others.isObject());
        return value.properties().stream().flatMap(field -> {
            String here = at + "/" + field.getKey();
            if (known.has(field.getKey())) {
                return fields(here, known.path(field.getKey()), field.getValue(), strict);
            }
            if (others.isObject()) {
                return fields(here, others, field.getValue(), strict);
            }
            return open ? Stream.of() : Stream.of(here + ": unknown (expected: a field that there is)");
        });
    }

    private Stream<String> items(String at, JsonNode schema, JsonNode value, boolean strict) {
        if (!value.isArray() || !schema.has("items")) {
            return Stream.of();
        }
        return Stream.iterate(0, index -> index < value.size(), index -> index + 1)
                .flatMap(index -> fields(at + "/" + index, schema.path("items"), value.path(index), strict));
    }

    /** These say in part what the schema around them says, so they know few of its fields. */
    private Stream<String> combined(String at, JsonNode schema, JsonNode value) {
        long any = matching(schema.path("anyOf"), value);
        long one = matching(schema.path("oneOf"), value);
        List<String> wrong = Stream.of(
                        schema.has("anyOf") && any == 0 ? "anyOf" : "",
                        schema.has("oneOf") && one != 1 ? "oneOf" : "",
                        matching(schema.path("allOf"), value)
                                        < schema.path("allOf").size()
                                ? "allOf"
                                : "",
                        schema.has("not") && fits(schema.path("not"), value) ? "not" : "")
                .filter(rule -> !rule.isEmpty())
                .toList();
        return wrong.stream().map(rule -> at + ": " + value + " (expected: " + rule + " " + schema.path(rule) + ")");
    }

    private long matching(JsonNode schemas, JsonNode value) {
        return stream(schemas).filter(schema -> fits(schema, value)).count();
    }

    private boolean fits(JsonNode schema, JsonNode value) {
        return fields("", schema, value, false).findAny().isEmpty();
    }
}
