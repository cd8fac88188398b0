package dev.tidings.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The components that an overlay's kustomization.yaml offers, used or as comments, in groups whose first line says how many. */
record Offer(List<Group> groups) {
    /** {@code - ../../components/keda}, or that as a comment. */
    static final Pattern COMPONENT = Pattern.compile("^  (?:# )?- \\.\\./\\.\\./components/([a-z-]+)$");

    private static final Pattern BESIDE = Pattern.compile("Beside ([a-z-]+),.* or not:$");

    /** {@code beside} is the component without which none of the group makes sense. */
    record Group(HowMany howMany, Optional<String> beside, List<String> components) {}

    enum HowMany {
        ALL,
        ONE,
        ONE_OR_NONE,
        ANY
    }

    static Offer of(Path overlay) {
        try {
            return parse(Files.readAllLines(overlay.resolve("kustomization.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Offer parse(List<String> lines) {
        List<Group> groups = new ArrayList<>();
        for (String line : lines) {
            Matcher component = COMPONENT.matcher(line);
            if (component.matches()) {
                if (groups.isEmpty()) {
                    throw new AssertionError(
                            line.strip() + ": in no group (expected: a comment above that says how many)");
                }
                groups.get(groups.size() - 1).components().add(component.group(1));
            } else if (line.startsWith("  # ")) {
                head(line).ifPresent(groups::add);
            }
        }
        return new Offer(groups);
    }

    private static Optional<Group> head(String line) {
        Matcher beside = BESIDE.matcher(line);
        if (beside.find()) {
            return Optional.of(new Group(HowMany.ANY, Optional.of(beside.group(1)), new ArrayList<>()));
        }
        return howMany(line).map(howMany -> new Group(howMany, Optional.empty(), new ArrayList<>()));
    }

    private static Optional<HowMany> howMany(String line) {
        if (line.endsWith("one of them or none:")) {
            return Optional.of(HowMany.ONE_OR_NONE);
        }
        if (line.endsWith("one of them:")) {
            return Optional.of(HowMany.ONE);
        }
        if (line.endsWith("Any of them:")) {
            return Optional.of(HowMany.ANY);
        }
        return line.endsWith("All of them:") ? Optional.of(HowMany.ALL) : Optional.empty();
    }

    Set<String> components() {
        Set<String> all = new TreeSet<>();
        groups.forEach(group -> all.addAll(group.components()));
        return all;
    }

    /** All that can be chosen. */
    List<Set<String>> combinations() {
        List<Set<String>> chosen = List.of(Set.of());
        for (Group group : groups) {
            chosen = chosen.stream()
                    .flatMap(before -> choices(group, before).map(choice -> union(before, choice)))
                    .toList();
        }
        return chosen;
    }

    private static Stream<Set<String>> choices(Group group, Set<String> before) {
        List<String> components = group.components();
        if (group.beside().isPresent() && !before.contains(group.beside().get())) {
            return Stream.of(Set.of());
        }
        return switch (group.howMany()) {
            case ALL -> Stream.of(Set.copyOf(components));
            case ONE -> components.stream().map(Set::of);
            case ONE_OR_NONE ->
                Stream.concat(Stream.of(Set.of()), components.stream().map(Set::of));
            case ANY -> subsets(components);
        };
    }

    private static Stream<Set<String>> subsets(List<String> components) {
        Stream<Set<String>> subsets = Stream.of(Set.of());
        for (String component : components) {
            subsets = subsets.flatMap(subset -> Stream.of(subset, union(subset, Set.of(component))));
        }
        return subsets;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }
}
