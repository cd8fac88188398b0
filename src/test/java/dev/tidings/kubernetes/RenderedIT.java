package dev.tidings.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderedIT {
    static Stream<String> overlays() {
        return Composition.overlays();
    }

    static Stream<String> components() {
        return Composition.components();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void anOverlayIsWhatKubernetesTakesAndWePromise(String overlay) {
        Manifests manifests = Composition.overlay(overlay);
        assertThat(manifests.all()).hasSizeGreaterThan(8);
        assertThat(Rules.broken(manifests)).isEmpty();
    }

    /** Which these are, {@link OfferTest} says: of the one 480, of the other 16. */
    @ParameterizedTest
    @MethodSource("overlays")
    void everyCombinationThatAnOverlaysCommentsOfferIsWhatKubernetesTakesAndWePromise(String overlay) {
        Offer offer = Offer.of(Path.of("k8s", "overlays", overlay));
        Map<Set<String>, Manifests> variants = Variants.render(overlay, offer.combinations());
        assertThat(variants).hasSameSizeAs(offer.combinations());
        List<String> broken = variants.entrySet().parallelStream()
                .flatMap(variant ->
                        Rules.broken(variant.getValue()).stream().map(complaint -> variant.getKey() + ": " + complaint))
                .toList();
        assertThat(broken).isEmpty();
    }

    @Test
    void whatScalesTheFleetHasItsBoundsOnce() {
        JsonNode autoscaler = production("kafka-scram")
                .get("HorizontalPodAutoscaler", "tidings")
                .path("spec");
        Manifests keda = production("kafka-scram", "keda");
        JsonNode scaled = keda.get("ScaledObject", "tidings").path("spec");
        assertThat(autoscaler.path("minReplicas").asInt()).isEqualTo(3);
        assertThat(autoscaler.path("maxReplicas").asInt()).isEqualTo(20);
        assertThat(scaled.path("minReplicaCount")).isEqualTo(autoscaler.path("minReplicas"));
        assertThat(scaled.path("maxReplicaCount")).isEqualTo(autoscaler.path("maxReplicas"));
        assertThat(scaled.at("/fallback/replicas")).isEqualTo(autoscaler.path("minReplicas"));
        assertThat(scaled.at("/triggers/0/metadata/threshold"))
                .isEqualTo(autoscaler.at("/metrics/0/pods/target/averageValue"));
        assertThat(scaled.at("/triggers/1/metadata/value").asInt())
                .isEqualTo(autoscaler
                        .at("/metrics/1/resource/target/averageUtilization")
                        .asInt());
        assertThat(scaled.at("/advanced/horizontalPodAutoscalerConfig/behavior"))
                .isEqualTo(autoscaler.path("behavior"));
        assertThat(keda.ofKind("HorizontalPodAutoscaler")).isEmpty();
    }

    private static Manifests production(String... components) {
        return Variants.render("production", List.of(Set.of(components)))
                .values()
                .iterator()
                .next();
    }

    /** One annotation of the Deployment, which an overlay sets. */
    @Test
    void runbooksAreWhereTheOverlaySays() {
        assertThat(runbooks(Composition.overlay("production")))
                .allMatch(url ->
                        url.startsWith("https://github.com/example/tidings/blob/v0.1.0/docs/operations.md#tidings"));
        assertThat(runbooks(Composition.overlay("local")))
                .hasSizeGreaterThan(10)
                .allMatch(url ->
                        url.startsWith("https://github.com/example/tidings/blob/main/docs/operations.md#tidings"));
    }

    private static List<String> runbooks(Manifests manifests) {
        return manifests.get("PrometheusRule", "tidings").findValuesAsText("runbook_url");
    }

    @ParameterizedTest
    @MethodSource("components")
    void aComponentGoesWithTheBase(String component) {
        assertThat(Rules.broken(Composition.ofBaseAnd(component))).isEmpty();
    }

    @Test
    void theBaseStandsByItself() {
        assertThat(Rules.broken(Composition.ofBaseAnd())).isEmpty();
    }

    @Test
    void theUserIsTheImagesAndTheImageRunsTheJvmAsItsFirstProcess() throws IOException {
        String user =
                Composition.ofBaseAnd().pod().at("/securityContext/runAsUser").asText();
        assertThat(Files.readString(Path.of("docker", "Dockerfile")))
                .contains("\nUSER " + user + ":")
                .contains("\nENTRYPOINT [\"java\",");
    }

    @Test
    void productionIsInANamespaceThatTakesOnlyRestrictedPods() {
        assertThat(Composition.overlay("production")
                        .get("Namespace", "tidings")
                        .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                        .asText())
                .isEqualTo("restricted");
    }
}
