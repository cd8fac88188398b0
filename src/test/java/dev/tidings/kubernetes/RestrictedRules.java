package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.stream;
import static dev.tidings.kubernetes.Manifests.title;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The profile "restricted" of the Pod Security Standards, and of Tidings itself a read-only root and no API token too. */
final class RestrictedRules {
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    private RestrictedRules() {}

    static Stream<String> broken(Manifests manifests) {
        Stream<String> all = manifests.ofKind("Deployment").flatMap(deployment -> profile(
                        deployment.at("/spec/template/spec"))
                .map(complaint -> title(deployment) + " " + complaint));
        return Stream.concat(all, own(manifests));
    }

    private static Stream<String> profile(JsonNode pod) {
        Stream<String> ofPod = Stream.of(
                        expect(pod, "/securityContext/runAsNonRoot", "true"),
                        expect(pod, "/securityContext/seccompProfile/type", "RuntimeDefault"),
                        expect(pod, "/hostNetwork", ""),
                        expect(pod, "/hostPID", ""),
                        expect(pod, "/hostIPC", ""),
                        volumes(pod))
                .flatMap(complaints -> complaints);
        Stream<String> ofContainers = stream(pod.path("containers")).flatMap(container -> Stream.of(
                        expect(container, "/securityContext/allowPrivilegeEscalation", "false"),
                        expect(container, "/securityContext/privileged", ""),
                        expect(container, "/securityContext/capabilities/drop/0", "ALL"),
                        expect(container, "/securityContext/capabilities/add", ""))
                .flatMap(complaints -> complaints));
        return Stream.concat(ofPod, ofContainers);
    }

    private static Stream<String> volumes(JsonNode pod) {
        return stream(pod.path("volumes")).flatMap(volume -> {
            Set<String> kinds = new TreeSet<>();
            volume.fieldNames().forEachRemaining(kinds::add);
            kinds.remove("name");
            return VOLUMES.containsAll(kinds)
                    ? Stream.of()
                    : Stream.of("volume " + volume.path("name").asText() + ": " + kinds + " (expected: one of "
                            + new TreeSet<>(VOLUMES) + ")");
        });
    }

    private static Stream<String> own(Manifests manifests) {
        JsonNode pod = manifests.pod();
        JsonNode account =
                manifests.get("ServiceAccount", pod.path("serviceAccountName").asText());
        Stream<Stream<String>> rules = Stream.of(
                expect(manifests.container(), "/securityContext/readOnlyRootFilesystem", "true"),
                expect(pod, "/automountServiceAccountToken", "false"),
                expect(pod, "/enableServiceLinks", "false"),
                expect(account, "/automountServiceAccountToken", "false"));
        Stream<String> root =
                List.of("", "0").contains(pod.at("/securityContext/runAsUser").asText())
                        ? Stream.of("/securityContext/runAsUser (expected: the image's user)")
                        : Stream.of();
        return Stream.concat(rules.flatMap(complaints -> complaints), root)
                .map(complaint -> "Deployment/tidings " + complaint);
    }

    private static Stream<String> expect(JsonNode node, String pointer, String expected) {
        String found = node.at(pointer).toString().replace("\"", "");
        return found.equals(expected)
                ? Stream.of()
                : Stream.of(pointer + ": " + found + " (expected: " + (expected.isEmpty() ? "unset" : expected) + ")");
    }
}
