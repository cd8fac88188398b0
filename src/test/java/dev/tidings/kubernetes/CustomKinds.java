package dev.tidings.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;

/** The kinds that operators bring, by the models that they publish; read strictly, since the models keep what is unknown. */
final class CustomKinds {
    private static final Map<String, Map<String, Class<?>>> MODELS = Map.of(
            "gateway.networking.k8s.io/v1", Map.of("HTTPRoute", HTTPRoute.class),
            "monitoring.coreos.com/v1",
                    Map.of("ServiceMonitor", ServiceMonitor.class, "PrometheusRule", PrometheusRule.class),
            "keda.sh/v1alpha1", Map.of("ScaledObject", ScaledObject.class),
            "kafka.strimzi.io/v1",
                    Map.of(
                            "Kafka", Kafka.class,
                            "KafkaNodePool", KafkaNodePool.class,
                            "KafkaTopic", KafkaTopic.class,
                            "KafkaUser", KafkaUser.class));

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(com.fasterxml.jackson.databind.MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .setAnnotationIntrospector(new KeepsNothingUnknown());

    private CustomKinds() {}

    static boolean knows(String apiVersion) {
        return MODELS.containsKey(apiVersion);
    }

    static void read(JsonNode manifest) throws ClassNotFoundException {
        Class<?> model = MODELS.get(manifest.path("apiVersion").asText())
                .get(manifest.path("kind").asText());
        if (model == null) {
            throw new ClassNotFoundException(manifest.path("kind").asText());
        }
        STRICT.convertValue(manifest, model);
    }

    private static final class KeepsNothingUnknown extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
            return JsonIgnoreProperties.Value.empty();
        }
    }
}
