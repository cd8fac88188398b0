package dev.tidings.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of the tests: one mistake of each kind, in what renders well otherwise, is found and named. */
class SeededMistakesIT {
    private static final String CONTAINER = "/spec/template/spec/containers/0";

    /** A pointer's @ is {@link #CONTAINER}; no value takes it away. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # schemas
            Deployment/tidings              | /spec/replica                           | 3          | replica
            Deployment/tidings              | /spec/selector                          |            | selector
            Deployment/tidings              | @/ports/0/containerPort                 | [1]        | containerPort
            Service/tidings                 | /spec/ports/0/targetport                | http       | targetport
            HorizontalPodAutoscaler/tidings | /spec/maxReplicas                       |            | maxReplicas
            HorizontalPodAutoscaler/tidings | /spec/behaviour                         | {}         | behaviour
            NetworkPolicy/tidings           | /spec/policyType                        | []         | policyType
            PodDisruptionBudget/tidings     | /spec/minAvailible                      | 1          | minAvailible
            HTTPRoute/tidings               | /spec/hostname                          | a.example  | hostname
            HTTPRoute/tidings               | /spec/rules/0/backendRefs/0/port        | http       | port
            ServiceMonitor/tidings          | /spec/endpoints/0/intervall             | 5s         | intervall
            PrometheusRule/tidings          | /spec/groups/0/rules/0/expression       | up         | expression
            KafkaUser/tidings               | /spec/authorization/acls/0/operatons   | [Read]     | operatons
            KafkaTopic/announcements        | /spec/partition                         | 3          | partition
            Kafka/kafka                     | /spec/kafka/listeners/0/tsl             | true       | tsl
            KafkaNodePool/nodes             | /spec/replicas                          | three      | replicas
            Deployment/tidings              | /apiVersion                             | apps/v9    | unknown
            Deployment/tidings              | /spec/minReadySeconds                   | soon       | minReadySeconds
            Deployment/tidings              | @/imagePullPolicy                       | Sometimes  | imagePullPolicy
            Deployment/tidings              | @/resources/requests/cpu                | one        | resources/requests/cpu
            Deployment/tidings              | @/env/0/value                           | 60         | env/0/value
            Deployment/tidings              | @/name                                  |            | containers/0/name is missing
            Deployment/tidings              | /spec/template/spec/hostUser            | false      | hostUser
            Deployment/tidings              | /spec/template/spec/topologySpreadConstraints/0/whenUnsatisfiable | Never | whenUnsatisfiable
            NetworkPolicy/tidings           | /spec/policyTypes                       | [Inward]   | policyTypes
            PodDisruptionBudget/tidings     | /spec/unhealthyPodEvictionPolicy        | Always     | unhealthyPodEvictionPolicy
            HorizontalPodAutoscaler/tidings | /spec/metrics/1/resource/target/averageUtilization | half | averageUtilization
            HTTPRoute/tidings               | /spec/rules/0/matches/0/path/type       | Glob       | type
            HTTPRoute/tidings               | /spec/rules/0/timeouts/request          | forever    | request
            Kafka/kafka                     | /spec/kafka/listeners/0/type            | outside    | listeners/0/type
            KafkaUser/tidings               | /spec/authorization/acls/0/operations/0 | Reed       | operations/0
            ServiceMonitor/tidings          | /metadata/label                         | {}         | /metadata/label
            # how pods are spread
            Deployment/tidings              | /spec/template/spec/topologySpreadConstraints/1/nodeTaintsPolicy | | nodeTaintsPolicy
            Deployment/tidings              | /spec/template/spec/topologySpreadConstraints/0/nodeTaintsPolicy | Ignore | nodeTaintsPolicy
            Deployment/tidings              | /spec/template/spec/topologySpreadConstraints/0 | | spread: 1
            PodDisruptionBudget/tidings     | /spec/maxUnavailable                    | 50%        | maxUnavailable
            # the ways that are open
            NetworkPolicy/tidings           | /spec/egress/2                          |            | QUARKUS_OIDC_AUTH_SERVER_URL
            NetworkPolicy/tidings           | /spec/egress/1/ports/0/endPort          | 9092       | KAFKA_BOOTSTRAP_SERVERS
            # policies
            Deployment/tidings              | @/image                                 | tidings:latest | image
            Deployment/tidings              | @/image                                 | a.example:5000/tidings | image
            Deployment/tidings              | @/resources/limits                      |            | resources/limits/memory
            Deployment/tidings              | @/resources/limits/memory               | 2Gi        | /limits/memory
            Deployment/tidings              | @/resources/limits/cpu                  | "1"        | /limits/cpu
            Deployment/tidings              | @/readinessProbe                        |            | readinessProbe
            Deployment/tidings              | @/livenessProbe/httpGet/path            | /q/health/ready | /livenessProbe
            Deployment/tidings              | @/startupProbe/httpGet/path             | /q/health/started | /startupProbe
            Deployment/tidings              | @/securityContext/readOnlyRootFilesystem | false     | readOnlyRoot
            Deployment/tidings              | @/securityContext/capabilities          |            | capabilities/drop
            Deployment/tidings              | @/securityContext/allowPrivilegeEscalation |         | allowPrivilege
            Deployment/tidings              | /spec/template/spec/securityContext/runAsNonRoot | | runAsNonRoot
            Deployment/tidings              | /spec/template/spec/securityContext/runAsUser | 0    | runAsUser
            Deployment/tidings              | /spec/template/spec/securityContext/seccompProfile | | seccompProfile
            Deployment/tidings              | /spec/template/spec/hostNetwork         | true       | hostNetwork
            Deployment/tidings              | /spec/template/spec/volumes/0           | {name: tmp, hostPath: {path: /}} | volume tmp
            Deployment/tidings              | /spec/template/spec/automountServiceAccountToken | | automount
            Deployment/tidings              | /spec/template/spec/enableServiceLinks  |            | enableServiceLinks
            ServiceAccount/tidings          | /automountServiceAccountToken           | true       | automount
            # names and labels
            Deployment/tidings              | /spec/selector/matchLabels/version      | "1"        | may ever change
            Service/tidings                 | /spec/selector                          | {app.kubernetes.io/name: tiding} | Service/tidings selector
            PodDisruptionBudget/tidings     | /spec/selector/matchLabels              | {app: tidings} | PodDisruptionBudget/tidings selector
            NetworkPolicy/tidings           | /spec/podSelector/matchLabels           | {app: tidings} | NetworkPolicy/tidings selector
            Service/tidings                 | /metadata/labels                        |            | /metadata/labels
            Service/tidings                 | /metadata/name                          | tidings-metrics | twice
            KafkaUser/tidings               | /metadata/labels                        | {strimzi.io/cluster: other} | strimzi.io/cluster
            # ports
            Deployment/tidings              | @/ports/0/containerPort                 | 8081       | containerPort: 8081
            Service/tidings                 | /spec/ports/0/targetPort                | web        | targetPort: web
            HTTPRoute/tidings               | /spec/rules/0/backendRefs/0/port        | 8080       | HTTPRoute/tidings backend
            HTTPRoute/tidings               | /spec/rules/0/backendRefs/0/name        | tiding     | HTTPRoute/tidings backend
            ServiceMonitor/tidings          | /spec/endpoints/0/port                  | metrics    | ServiceMonitor/tidings endpoint
            NetworkPolicy/tidings           | /spec/ingress/0/ports/0/port            | web        | NetworkPolicy/tidings port
            # settings
            ConfigMap/tidings               | /data/TIDINGS_SESSION_MAX_PER_PODS      | "9"        | TIDINGS_SESSION_MAX_PER_PODS
            ConfigMap/tidings               | /data/KAFKA_SASL_MECHANSM               | PLAIN      | KAFKA_SASL_MECHANSM
            ConfigMap/tidings               | /data/QUARKUS_SHUTDOWN_TIMEOUT          | 60s        | QUARKUS_SHUTDOWN_TIMEOUT
            ConfigMap/tidings               | /data/QUARKUS_OIDC_TOKEN_AUDIENCE       |            | QUARKUS_OIDC_TOKEN_AUDIENCE is missing
            # the drain
            Deployment/tidings              | /spec/template/spec/terminationGracePeriodSeconds | 45 | TIDINGS_DRAIN_GRACE
            Deployment/tidings              | /spec/template/spec/terminationGracePeriodSeconds |   | terminationGracePeriodSeconds: 0
            ConfigMap/tidings               | /data/TIDINGS_DRAIN_PERIOD              | 60s        | terminationGracePeriodSeconds: 60
            ConfigMap/tidings               | /data/TIDINGS_DRAIN_OVERLAP             | 40s        | terminationGracePeriodSeconds: 60
            Deployment/tidings              | @/lifecycle                             | {preStop: {sleep: {seconds: 5}}} | lifecycle
            # scaling and memory
            Deployment/tidings              | /spec/replicas                          | 3          | replicas
            HorizontalPodAutoscaler/tidings | /spec/minReplicas                       | 1          | least replicas
            HorizontalPodAutoscaler/tidings | /spec/scaleTargetRef/name               | other      | scaleTargetRef
            HorizontalPodAutoscaler/tidings | /spec/metrics/0/pods/metric/name        | tidings_connections | metric: tidings_connections
            HorizontalPodAutoscaler/tidings | /spec/metrics/0/pods/target/averageValue | "18000"   | sessions: 18000
            HorizontalPodAutoscaler/tidings | /spec/metrics/1                         |            | sessions and CPU
            HorizontalPodAutoscaler/tidings | /spec/behavior/scaleDown                |            | stabilization
            HorizontalPodAutoscaler/tidings | /spec/behavior/scaleDown/policies/0/periodSeconds | 60 | one drain after the other
            PrometheusRule/tidings          | /spec/groups/0/rules/0/expr             | tidings_lost_total > 0 | metric: tidings_lost_total
            ConfigMap/tidings               | /data/TIDINGS_SESSION_MAX_PER_POD       | "60000"    | memory
            ConfigMap/tidings               | /data/TIDINGS_WINDOW_MAX_BYTES          | "536870912" | memory
            # proxies
            HTTPRoute/tidings               | /spec/rules/0/timeouts                  |            | timeouts
            Ingress/tidings                 | /metadata/annotations/nginx.ingress.kubernetes.io~1proxy-read-timeout | | proxy-read-timeout
            Ingress/tidings                 | /metadata/annotations/nginx.ingress.kubernetes.io~1proxy-send-timeout | "50" | proxy-send-timeout
            Ingress/tidings                 | /metadata/annotations/nginx.ingress.kubernetes.io~1proxy-buffering | "on" | proxy-buffering
            Ingress/tidings                 | /spec/rules/0/http/paths/0/backend/service/port/name | web | Ingress/tidings backend
            # Kafka
            ConfigMap/tidings               | /data/KAFKA_BOOTSTRAP_SERVERS           | kafka-0.example.com:9093 | KAFKA_BOOTSTRAP_SERVERS
            Kafka/kafka                     | /spec/kafka/version                     |            | version is open
            KafkaTopic/announcements        | /metadata/name                          | announcement | KafkaTopic/announcements is missing
            KafkaTopic/notifications.control | /spec/config/cleanup.policy            | compact    | cleanup.policy
            KafkaTopic/notifications.control | /spec/config/retention.ms              | 86400000   | retention.ms
            KafkaUser/tidings               | /spec/authorization/acls/0/operations   | [Read, Write] | acl
            """)
    void aSeededMistakeIsFound(String title, String pointer, @Nullable String value, String named) {
        Manifests manifests = Composition.ofBaseAnd("strimzi", "gateway-api", "ingress-nginx", "prometheus-operator");
        assertThat(Rules.broken(manifests)).as("before").isEmpty();
        seed(manifest(manifests, title), pointer.replace("@", CONTAINER), value);
        assertThat(Rules.broken(manifests)).anyMatch(complaint -> complaint.contains(named));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            KafkaTopic/notifications.retries      | /metadata/name                          | retry         | KafkaTopic/notifications.retries is missing
            KafkaTopic/notifications.dead-letters | /spec/config/cleanup.policy             | compact       | cleanup.policy
            KafkaTopic/notifications.dead-letters | /spec/config/retention.ms               | 86400000      | retention.ms
            KafkaTopic/notifications.seen         | /spec/config/retention.ms               | 86400000      | retention.ms
            KafkaTopic/notifications.seen         | /spec/config/cleanup.policy             | compact       | cleanup.policy
            KafkaTopic/notifications.retries      | /spec/config/max.message.bytes          |               | max.message.bytes
            KafkaUser/tidings                     | /spec/authorization/acls/11/operations  | [Read, Write] | acl
            KafkaUser/tidings                     | /spec/authorization/acls/3/resource/patternType | prefix | acl
            KafkaUser/tidings                     | /spec/authorization/acls/9/resource/name | other-       | transactionalId
            KafkaUser/tidings                     | /spec/authorization/acls/8/resource/name | other        | group
            Deployment/tidings                    | @/volumeMounts/0/subPath                | routes.yaml   | subPath
            NetworkPolicy/tidings-to-registry     | /spec/egress/0/ports/0/endPort          | 8080          | schema registry: 8081
            """)
    void aSeededMistakeOfIntakeIsFound(String title, String pointer, @Nullable String value, String named) {
        Manifests manifests = Composition.ofBaseAnd("strimzi", "strimzi-intake", "intake");
        assertThat(Rules.broken(manifests)).as("before").isEmpty();
        seed(manifest(manifests, title), pointer.replace("@", CONTAINER), value);
        assertThat(Rules.broken(manifests)).anyMatch(complaint -> complaint.contains(named));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /spec/trigger                             | []   | trigger
            /spec/scaleTargetRef                      |      | scaleTargetRef
            /spec/maxReplicaCount                     | many | maxReplicaCount
            /spec/fallback/behavior                   | none | fallback/behavior
            /spec/triggers/0/metadata/query           | sum(tidings_connections) | metric: tidings_connections
            /spec/triggers/0/metadata/threshold       | "18000" | sessions: 18000
            /spec/minReplicaCount                     | 0    | least replicas
            /spec/maxReplicaCount                     | 1    | most replicas
            /spec/fallback/replicas                   | 0    | most replicas
            /spec/triggers/0/metricType               | Sum  | metricType
            /spec/triggers/0/metadata/ignoreNullValues | false | ignoreNullValues
            /metadata/annotations                     |      | transfer-hpa-ownership
            /spec/advanced/horizontalPodAutoscalerConfig/name | keda-hpa-tidings | transfer-hpa-ownership
            """)
    void aSeededMistakeOfTheOtherAutoscalerIsFound(String pointer, @Nullable String value, String named) {
        Manifests manifests = Composition.ofBaseAnd("keda");
        seed(manifests.get("ScaledObject", "tidings"), pointer, value);
        assertThat(Rules.broken(manifests)).anyMatch(complaint -> complaint.contains(named));
    }

    /** A ConfigMap's name has a hash. */
    private static JsonNode manifest(Manifests manifests, String title) {
        return manifests.all().stream()
                .filter(manifest -> Manifests.title(manifest).equals(title)
                        || (title.startsWith("ConfigMap")
                                && Manifests.title(manifest).startsWith(title + "-")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(title + ": missing (expected: rendered)"));
    }

    private static void seed(JsonNode manifest, String text, @Nullable String value) {
        JsonPointer pointer = JsonPointer.compile(text);
        JsonNode parent = manifest.at(pointer.head());
        JsonPointer last = pointer.last();
        if (parent instanceof ArrayNode array) {
            if (value == null) {
                array.remove(last.getMatchingIndex());
            } else {
                array.set(last.getMatchingIndex(), yaml(value));
            }
        } else if (value == null) {
            ((ObjectNode) parent).remove(last.getMatchingProperty());
        } else {
            ((ObjectNode) parent).set(last.getMatchingProperty(), yaml(value));
        }
    }

    private static JsonNode yaml(String value) {
        try {
            return new YAMLMapper().readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
