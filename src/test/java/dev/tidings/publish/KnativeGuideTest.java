package dev.tidings.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidings.testkit.Markdown;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The example of a Trigger is one that Knative takes and that fits Tidings. */
class KnativeGuideTest {
    private static final Markdown GUIDE = Markdown.page("publishing.md");

    private static JsonNode trigger() throws Exception {
        return new YAMLMapper().readTree(GUIDE.code("Knative Eventing", "yaml").get(0));
    }

    @Test
    void theTriggerDeliversToThePublishingPath() throws Exception {
        JsonNode trigger = trigger();
        assertThat(trigger.path("apiVersion").asText()).isEqualTo("eventing.knative.dev/v1");
        assertThat(trigger.path("kind").asText()).isEqualTo("Trigger");
        assertThat(trigger.at("/metadata/name").asText()).isNotEmpty();
        assertThat(trigger.at("/spec/broker").asText()).isNotEmpty();
        URI subscriber = URI.create(trigger.at("/spec/subscriber/uri").asText());
        assertThat(subscriber.getPath()).isEqualTo("/api/events");
        assertThat(trigger.at("/spec/delivery/backoffPolicy").asText()).isIn("linear", "exponential");
        assertThat(trigger.at("/spec/delivery/retry").asInt()).isPositive();
    }

    @Test
    void theTriggerWaitsLongerThanKafkaMayTake() throws Exception {
        assertThat(Duration.parse(trigger().at("/spec/delivery/timeout").asText()))
                .isGreaterThan(Duration.ofSeconds(5));
        assertThat(GUIDE.section("Knative Eventing")).contains("TIDINGS_PUBLISH_RESPONSE=minimal");
    }
}
