package dev.tidings.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The HTTP methods that the resources have on a path, read from their annotations. */
final class ResourceMethods {
    /** A name, and perhaps an expression, which may contain bounds in braces. */
    private static final Pattern PARAMETER =
            Pattern.compile("\\{\\s*\\w+\\s*(?::\\s*((?:[^{}]|\\{[^{}]*})+?)\\s*)?}");

    private final List<Operation> operations = new ArrayList<>();

    private record Operation(Pattern path, String method) {}

    ResourceMethods(Collection<Class<?>> resources) {
        for (Class<?> resource : resources) {
            for (Method each : resource.getDeclaredMethods()) {
                String method = httpMethod(each);
                if (method != null) {
                    operations.add(new Operation(pattern(template(resource, each)), method));
                }
            }
        }
    }

    /** Returns the methods for the header {@code Allow}, or none if no resource has this path. */
    Set<String> on(String path) {
        String trimmed = "/" + segments(path);
        Set<String> methods = new TreeSet<>();
        for (Operation each : operations) {
            if (each.path().matcher(trimmed).matches()) {
                methods.add(each.method());
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return methods;
    }

    private static @Nullable String httpMethod(Method method) {
        for (Annotation each : method.getAnnotations()) {
            HttpMethod found = each.annotationType().getAnnotation(HttpMethod.class);
            if (found != null) {
                return found.value();
            }
        }
        return null;
    }

    private static String template(Class<?> resource, Method method) {
        Path own = method.getAnnotation(Path.class);
        String base = "/" + segments(resource.getAnnotation(Path.class).value());
        return own == null ? base : base + "/" + segments(own.value());
    }

    private static String segments(String path) {
        return path.replaceAll("^/+|/+$", "");
    }

    private static Pattern pattern(String template) {
        StringBuilder regex = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(template);
        int from = 0;
        while (parameter.find()) {
            regex.append(Pattern.quote(template.substring(from, parameter.start())));
            regex.append(parameter.group(1) == null ? "[^/]+" : "(?:" + parameter.group(1) + ")");
            from = parameter.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(template.substring(from))).toString(), Pattern.DOTALL);
    }
}
