package dev.tidings.intake.format;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads schemas with Confluent's REST API: from Confluent's registry, Karapace, or Apicurio at its ccompat path. */
final class HttpRegistry implements Registry {
    /** A limit above the references of any schema that a person wrote. */
    static final int MOST_IMPORTS = 200;

    private final RegistryHttp http;
    private final RegistryMetrics metrics;
    private final Duration timeout;

    HttpRegistry(RegistryHttp http, RegistryMetrics metrics, Duration timeout) {
        this.http = http;
        this.metrics = metrics;
        this.timeout = timeout;
    }

    @Override
    public @Nullable SchemaText byId(int id) throws DeadException {
        if (id < 0) {
            // Such an id was never assigned. Each registry refuses it in its own way, perhaps like a fault of its own.
            return null;
        }
        return fetch("/schemas/ids/" + id);
    }

    @Override
    public @Nullable SchemaText byGuid(UUID guid) throws DeadException {
        return fetch(RegistryHttp.GUIDS + guid);
    }

    private @Nullable SchemaText fetch(String path) throws DeadException {
        try {
            SchemaText found = new Question(System.nanoTime() + timeout.toNanos()).of(path);
            metrics.answered(found == null ? RegistryMetrics.Answer.UNKNOWN : RegistryMetrics.Answer.FOUND);
            return found;
        } catch (UnavailableException e) {
            metrics.answered(RegistryMetrics.Answer.UNAVAILABLE);
            throw e;
        }
    }

    /** Reads one schema with its references, all before one deadline. */
    private final class Question {
        private final long deadline;
        private final Set<String> seen = new HashSet<>();
        private final List<SchemaText.Import> imports = new ArrayList<>();

        Question(long deadline) {
            this.deadline = deadline;
        }

        @Nullable
        SchemaText of(String path) throws DeadException {
            Map<?, ?> schema = http.get(path, deadline);
            if (schema == null || !collect(schema)) {
                return null;
            }
            Object type = schema.get("schemaType");
            return new SchemaText(type instanceof String text ? text : "AVRO", text(schema, "schema"), imports);
        }

        /** Collects the references, and returns false if one of them is unknown. */
        private boolean collect(Map<?, ?> schema) throws DeadException {
            if (!(schema.get("references") instanceof List<?> references)) {
                return true;
            }
            for (Object each : references) {
                if (each instanceof Map<?, ?> reference && !collectOne(reference)) {
                    return false;
                }
            }
            return true;
        }

        private boolean collectOne(Map<?, ?> reference) throws DeadException {
            String name = text(reference, "name");
            if (!seen.add(name)) {
                return true;
            }
            if (seen.size() > MOST_IMPORTS) {
                throw Unreadable.because("more than " + MOST_IMPORTS + " references (expected: at most so many)");
            }
            String subject = URLEncoder.encode(text(reference, "subject"), StandardCharsets.UTF_8)
                    .replace("+", "%20");
            Map<?, ?> found =
                    http.get("/subjects/" + subject + "/versions/" + number(reference.get("version")), deadline);
            if (found == null || !collect(found)) {
                return false;
            }
            imports.add(new SchemaText.Import(name, text(found, "schema")));
            return true;
        }
    }

    private static String text(Map<?, ?> object, String field) {
        if (object.get(field) instanceof String text) {
            return text;
        }
        throw new UnavailableException(
                "schema registry: an answer without " + field + " (expected: as Confluent's API has it)");
    }

    private static String number(@Nullable Object version) {
        return version instanceof Long number ? Long.toString(number) : "latest";
    }
}
