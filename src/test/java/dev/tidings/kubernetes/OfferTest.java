package dev.tidings.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the overlays' comments offer, as people and {@link RenderedIT} read it. */
class OfferTest {
    private static Offer of(String overlay) {
        return Offer.of(Path.of("k8s", "overlays", overlay));
    }

    @Test
    void productionOffersWaysInWaysToKafkaAndWhateverElseThereIs() {
        List<Set<String>> combinations = of("production").combinations();
        assertThat(combinations)
                // Two ways in or none; three ways to Kafka, or its own with or without intake's topics; any of five.
                .hasSize(3 * (3 + 2) * 32)
                .doesNotHaveDuplicates()
                .contains(
                        Set.of("kafka-scram"),
                        Set.of("gateway-api", "kafka-scram", "prometheus-operator"),
                        Set.of("ingress-nginx", "strimzi", "strimzi-intake", "keda", "intake"))
                .noneMatch(chosen -> chosen.containsAll(Set.of("gateway-api", "ingress-nginx")))
                .noneMatch(chosen -> chosen.containsAll(Set.of("kafka-mtls", "strimzi")))
                .noneMatch(chosen -> chosen.contains("strimzi-intake") && !chosen.contains("strimzi"));
    }

    @Test
    void theLocalOverlayOffersWhatGoesWithItsOwn() {
        assertThat(of("local").combinations())
                .hasSize(16)
                .allMatch(chosen ->
                        chosen.containsAll(Set.of("strimzi", "keycloak", "ingress-nginx", "prometheus-operator")));
    }

    @Test
    void everyComponentIsOfferedSomewhere() {
        Set<String> offered = of("production").components();
        offered.addAll(of("local").components());
        // The others bring it along.
        offered.add("kafka-secrets");
        assertThat(Composition.components()).containsExactlyInAnyOrderElementsOf(offered);
    }

    @Test
    void aComponentWithoutAWordOnHowManyIsAMistake() {
        assertThatThrownBy(() -> Offer.parse(List.of("components:", "  # Metrics.", "  - ../../components/keda")))
                .hasMessageContaining("in no group");
    }
}
