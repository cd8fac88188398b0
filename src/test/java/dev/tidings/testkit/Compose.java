package dev.tidings.testkit;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The shipped docker/compose.yml, with its anchors resolved. */
public final class Compose {
    public static final Path FOLDER = Path.of("docker");
    public static final Path FILE = FOLDER.resolve("compose.yml");

    private final Map<?, ?> document;

    private Compose(Map<?, ?> document) {
        this.document = document;
    }

    public static Compose read() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (Reader reader = Files.newBufferedReader(FILE)) {
            return new Compose((Map<?, ?>) new Yaml(new SafeConstructor(strict)).load(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of it, as YAML's maps, lists and scalars. */
    public Map<?, ?> document() {
        return document;
    }

    public Set<String> services() {
        return names(map("services"));
    }

    public Set<String> volumes() {
        return names(map("volumes"));
    }

    private Map<?, ?> map(String key) {
        return (Map<?, ?>) Objects.requireNonNull(document.get(key), key);
    }

    private static Set<String> names(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.keySet().forEach(key -> sorted.put((String) key, key));
        return sorted.keySet();
    }

    public Map<?, ?> service(String name) {
        Object service = map("services").get(name);
        if (service instanceof Map<?, ?> found) {
            return found;
        }
        throw new AssertionError(FILE + ": no service " + name + " (expected: one of " + services() + ")");
    }

    /** A service's variables; each value must be a text, so that nothing is read as a number or a boolean. */
    public Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        if (service(service).get("environment") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> environment.put((String) name, (String) value));
        }
        return environment;
    }

    /** One of a service's variables, which must be set. */
    public String variable(String service, String name) {
        return Objects.requireNonNull(environment(service).get(name), name);
    }

    /** One of its keys with a text. */
    public String text(String service, String key) {
        return (String) Objects.requireNonNull(service(service).get(key), key);
    }

    /** The command that tells its health, as Docker runs it. */
    public List<String> healthCheck(String service) {
        Map<?, ?> check = (Map<?, ?>) Objects.requireNonNull(service(service).get("healthcheck"), "healthcheck");
        List<?> test = (List<?>) Objects.requireNonNull(check.get("test"), "test");
        return test.stream()
                .skip(1)
                .map(word -> ((String) word).replace("$$", "$"))
                .toList();
    }

    /** One of a service's lists: "volumes", "ports", "command". */
    public List<String> list(String service, String key) {
        return service(service).get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
