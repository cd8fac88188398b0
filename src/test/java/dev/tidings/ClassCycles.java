package dev.tidings;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds groups of classes that all depend on each other: none of such a group can be understood without the others. */
final class ClassCycles {
    /** A class and its port may name each other. */
    private static final int ALLOWED = 2;

    private ClassCycles() {}

    /** Returns the references between the classes of each package; a nested class counts as its top-level class. */
    static Map<String, Set<String>> references(Collection<JavaClass> classes) {
        Map<String, Set<String>> references = new TreeMap<>();
        for (JavaClass type : classes) {
            Set<String> targets = references.computeIfAbsent(topLevel(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().equals(type.getPackageName()))
                    .map(ClassCycles::topLevel)
                    .filter(target -> !target.equals(topLevel(type)))
                    .forEach(targets::add);
        }
        return references;
    }

    private static String topLevel(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    /** Returns a description of each group above the allowed size: the references that form its cycles. */
    static List<String> above(Map<String, Set<String>> references) {
        Map<String, Set<String>> reached = new TreeMap<>();
        references.keySet().forEach(name -> reached.put(name, reachedFrom(name, references)));
        return reached.keySet().stream()
                .map(name -> groupOf(name, reached))
                .filter(group -> group.size() > ALLOWED)
                .distinct()
                .map(group -> describe(group, references))
                .toList();
    }

    private static Set<String> reachedFrom(String name, Map<String, Set<String>> references) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(references.getOrDefault(name, Set.of()));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (reached.add(next)) {
                open.addAll(references.getOrDefault(next, Set.of()));
            }
        }
        return reached;
    }

    private static Set<String> groupOf(String name, Map<String, Set<String>> reached) {
        return reached.getOrDefault(name, Set.of()).stream()
                .filter(other -> reached.getOrDefault(other, Set.of()).contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String describe(Set<String> group, Map<String, Set<String>> references) {
        return group.stream()
                .map(name -> name + " -> "
                        + references.getOrDefault(name, Set.of()).stream()
                                .filter(group::contains)
                                .sorted()
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; ", group.size() + " classes depend on each other: ", ""));
    }
}
