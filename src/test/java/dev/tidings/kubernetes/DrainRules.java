package dev.tidings.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The end of a pod: one number, said to Kubernetes and to Tidings, in which overlap, drain and stopping have room. */
final class DrainRules {
    /** Of slots and closes, and what the process needs to end: DrainPlan's, held by its own test. */
    private static final Duration LATENESS_AND_MARGIN = Duration.ofSeconds(14);
    /** What is worth being called a drain. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    private DrainRules() {}

    static Stream<String> broken(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        JsonNode pod = manifests.pod();
        Duration grace =
                Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong());
        String said = manifests.variable("TIDINGS_DRAIN_GRACE").orElse("");
        if (!said.equals(grace.toSeconds() + "s")) {
            complaints.add("TIDINGS_DRAIN_GRACE: " + said + " (expected: " + grace.toSeconds()
                    + "s, as terminationGracePeriodSeconds)");
        }
        Duration needed = setting(manifests, "tidings.drain.overlap")
                .plus(manifests
                        .variable("TIDINGS_DRAIN_PERIOD")
                        .map(DrainRules::duration)
                        .orElse(SHORTEST))
                .plus(setting(manifests, "tidings.socket.close-timeout"))
                .plus(LATENESS_AND_MARGIN);
        if (grace.compareTo(needed) < 0) {
            complaints.add("terminationGracePeriodSeconds: " + grace.toSeconds() + " (expected: >= "
                    + needed.toSeconds() + ", overlap + period + closing + margin)");
        }
        if (!manifests.container().path("lifecycle").isMissingNode()) {
            complaints.add("lifecycle is set (expected: none, the overlap is the preStop hook)");
        }
        return complaints.stream().map(complaint -> "Deployment/tidings " + complaint);
    }

    private static Duration setting(Manifests manifests, String key) {
        return duration(Defaults.of(manifests, key));
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }
}
