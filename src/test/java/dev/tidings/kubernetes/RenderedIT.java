package dev.tidings.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void manyComponentsGoTogether() {
        assertThat(Rules.broken(Composition.ofBaseAnd(
                        "strimzi", "gateway-api", "prometheus-operator", "keda", "opentelemetry")))
                .isEmpty();
    }

    @Test
    void theOtherAutoscalerScalesAsTheBaseDoes() {
        assertThat(Composition.ofBaseAnd("keda")
                        .get("ScaledObject", "tidings")
                        .at("/spec/advanced/horizontalPodAutoscalerConfig/behavior"))
                .isEqualTo(Composition.ofBaseAnd()
                        .get("HorizontalPodAutoscaler", "tidings")
                        .at("/spec/behavior"));
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
