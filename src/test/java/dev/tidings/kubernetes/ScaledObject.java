package dev.tidings.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** KEDA's kind, as its reference for version 2.17 has it, as far as we use it: no model of it is published for Java. */
record ScaledObject(
        @JsonProperty(required = true) String apiVersion,
        @JsonProperty(required = true) String kind,
        @JsonProperty(required = true) JsonNode metadata,
        @JsonProperty(required = true) Spec spec) {
    record Spec(
            @JsonProperty(required = true) Target scaleTargetRef,
            @Nullable Integer minReplicaCount,
            @Nullable Integer maxReplicaCount,
            @Nullable Integer pollingInterval,
            @Nullable Integer cooldownPeriod,
            @Nullable Fallback fallback,
            @Nullable Advanced advanced,
            @JsonProperty(required = true) List<Trigger> triggers) {}

    record Target(
            @JsonProperty(required = true) String name,
            @Nullable String kind,
            @Nullable String apiVersion,
            @Nullable String envSourceContainerName) {}

    record Fallback(
            @JsonProperty(required = true) int failureThreshold,
            @JsonProperty(required = true) int replicas,
            @Nullable Behavior behavior) {}

    enum Behavior {
        @JsonProperty("static")
        STATIC,
        @JsonProperty("currentReplicas")
        CURRENT,
        @JsonProperty("currentReplicasIfHigher")
        CURRENT_IF_HIGHER,
        @JsonProperty("currentReplicasIfLower")
        CURRENT_IF_LOWER
    }

    /** The behavior is Kubernetes' own; {@link ScalingRules} holds it to that of the other autoscaler. */
    record Advanced(
            @Nullable Autoscaler horizontalPodAutoscalerConfig,
            @Nullable Boolean restoreToOriginalReplicaCount) {}

    record Autoscaler(@Nullable String name, @Nullable JsonNode behavior) {}

    record Trigger(
            @JsonProperty(required = true) String type,
            @JsonProperty(required = true) Map<String, String> metadata,
            @Nullable String name,
            @Nullable MetricType metricType,
            @Nullable Boolean useCachedMetrics,
            @Nullable JsonNode authenticationRef) {}

    enum MetricType {
        @JsonProperty("AverageValue")
        AVERAGE_VALUE,
        @JsonProperty("Value")
        VALUE,
        @JsonProperty("Utilization")
        UTILIZATION
    }
}
