package dev.tidings.intake.route;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the routes' file. Only its tree is composed, and scalars keep their text: YAML would convert an expiry to a
 * date. A cyclic tree is harmless, since no key is deeper than three names.
 */
final class RoutesFile {
    private static final int MAX_BYTES = 1 << 20;

    private final String name;
    private final List<String> faults = new ArrayList<>();

    private RoutesFile(String name) {
        this.name = name;
    }

    static List<RouteSettings> read(String name, byte[] content) throws WrongRoutesException {
        RoutesFile file = new RoutesFile(name);
        List<RouteSettings> routes = file.routes(file.parse(content));
        if (!file.faults.isEmpty()) {
            throw new WrongRoutesException(file.faults);
        }
        return routes;
    }

    /** Reads one byte more than the maximum, so that {@link #read} detects a file that is too large. */
    static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private @Nullable Node parse(byte[] content) throws WrongRoutesException {
        if (content.length > MAX_BYTES) {
            throw new WrongRoutesException(List.of(name + ": too large (expected: at most " + MAX_BYTES + " bytes)"));
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        try {
            return new Yaml(new SafeConstructor(options))
                    .compose(new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8));
        } catch (MarkedYAMLException e) {
            String line =
                    e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1);
            throw new WrongRoutesException(List.of(name + line + ": " + e.getProblem() + " (expected: YAML)"));
        } catch (YAMLException | StackOverflowError e) {
            throw new WrongRoutesException(List.of(name + ": not readable (expected: one document of YAML)"));
        }
    }

    private List<RouteSettings> routes(@Nullable Node tree) {
        List<RouteSettings> routes = new ArrayList<>();
        // An empty file has no routes: a ConfigMap may begin so.
        if (tree == null || isNull(tree)) {
            return routes;
        }
        for (Map.Entry<String, Node> top : entries(tree, "").entrySet()) {
            if (!top.getKey().equals("routes")) {
                addFault(top.getValue(), top.getKey() + " is not known (expected: routes)");
            } else if (!isNull(top.getValue())) {
                entries(top.getValue(), "routes")
                        .forEach((route, keys) -> routes.add(new RouteSettings(
                                route, name + ": routes." + route + ".", values(keys, "routes." + route))));
            }
        }
        return routes;
    }

    private Map<String, String> values(Node route, String place) {
        Map<String, String> values = new TreeMap<>();
        collect(route, place, List.of(), values);
        return values;
    }

    private void collect(Node node, String place, List<String> path, Map<String, String> into) {
        for (Map.Entry<String, Node> each : entries(node, place).entrySet()) {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(each.getKey());
            String key = String.join(".", deeper);
            Node value = each.getValue();
            if (RouteKey.isSection(deeper)) {
                collect(value, place + "." + each.getKey(), deeper, into);
            } else if (RouteKey.find(deeper).isPresent()) {
                into.put(key, text(value, place + "." + each.getKey(), key.equals(RouteKey.TOPICS.key())));
            } else {
                addFault(value, place + "." + each.getKey() + " is not known (nearest: " + RouteKey.nearest(key) + ")");
            }
        }
    }

    private String text(Node value, String place, boolean list) {
        if (value instanceof ScalarNode scalar) {
            return isNull(value) ? "" : scalar.getValue();
        }
        if (list
                && value instanceof SequenceNode elements
                && elements.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            return String.join(
                    ",",
                    elements.getValue().stream()
                            .map(each -> ((ScalarNode) each).getValue())
                            .toList());
        }
        addFault(
                value,
                place + ": " + value.getNodeId() + (list ? " (expected: a list of texts)" : " (expected: a text)"));
        return "";
    }

    private Map<String, Node> entries(Node node, String place) {
        Map<String, Node> entries = new TreeMap<>();
        if (!(node instanceof MappingNode mapping)) {
            addFault(node, (place.isEmpty() ? "" : place + ": ") + node.getNodeId() + " (expected: a mapping)");
            return entries;
        }
        Set<String> seen = new HashSet<>();
        for (NodeTuple each : mapping.getValue()) {
            String key = each.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!seen.add(key)) {
                addFault(
                        each.getKeyNode(),
                        (place.isEmpty() ? "" : place + ".") + key + " is set twice (expected: once)");
            }
            entries.put(key, each.getValueNode());
        }
        return entries;
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("~")
                        || scalar.getValue().equals("null"));
    }

    private void addFault(Node node, String sentence) {
        faults.add(name + ":" + (node.getStartMark().getLine() + 1) + ": " + sentence);
    }
}
