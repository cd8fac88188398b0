package dev.tidings.kubernetes;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that we hold of what a folder renders to; each rule says what is wrong, as an object, its value and what was expected. */
final class Rules {
    private static final List<Function<Manifests, Stream<String>>> ALL = List.of(
            Rules::schemas,
            ContainerRules::broken,
            RestrictedRules::broken,
            LabelRules::broken,
            PortRules::broken,
            SettingRules::broken,
            DrainRules::broken,
            ScalingRules::broken,
            SpreadRules::broken,
            NetworkRules::broken,
            MemoryRules::broken,
            ProxyRules::broken,
            KafkaRules::broken);

    private Rules() {}

    static List<String> broken(Manifests manifests) {
        return ALL.stream().flatMap(rule -> rule.apply(manifests)).toList();
    }

    private static Stream<String> schemas(Manifests manifests) {
        return manifests.all().stream().flatMap(manifest -> KubernetesSchemas.complaints(manifest).stream());
    }
}
