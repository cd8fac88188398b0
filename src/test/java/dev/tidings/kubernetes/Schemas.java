package dev.tidings.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import java.util.Objects;
import java.util.Optional;

/** Whether a manifest is what its kind allows: no unknown field, no missing one, no wrong type. */
final class Schemas {
    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    static {
        // The models find their parts by what this registers.
        new JSON();
    }

    private Schemas() {}

    /** What is wrong with it, or nothing. */
    static Optional<String> complaint(JsonNode manifest) {
        String kind = manifest.path("kind").asText();
        String version = manifest.path("apiVersion").asText();
        try {
            Optional<Class<?>> custom = CustomKinds.model(version, kind);
            if (custom.isPresent()) {
                CustomKinds.read(manifest, custom.get());
            } else {
                validate(Class.forName(MODELS + model(version, kind)), JsonParser.parseString(manifest.toString()));
            }
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.of(version + " " + kind + ": unknown (expected: a kind of Kubernetes)");
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            return Optional.of(Manifests.title(manifest) + ": " + cause.getMessage());
        }
    }

    private static void validate(Class<?> model, JsonElement manifest) throws ReflectiveOperationException {
        model.getMethod("validateJsonElement", JsonElement.class).invoke(null, manifest);
    }

    /** {@code autoscaling/v2 HorizontalPodAutoscaler} is {@code V2HorizontalPodAutoscaler}. */
    private static String model(String apiVersion, String kind) {
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        return "V" + version.substring(1) + kind;
    }
}
