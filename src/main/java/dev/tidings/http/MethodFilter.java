package dev.tidings.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Answers OPTIONS, and 405 with {@code Allow}, which Quarkus omits or fills with the methods of the whole class. */
class MethodFilter {
    private final ResourceMethods methods;

    MethodFilter(BeanManager beans) {
        List<Class<?>> resources = new ArrayList<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            if (bean.getBeanClass().isAnnotationPresent(Path.class)) {
                resources.add(bean.getBeanClass());
            }
        }
        this.methods = new ResourceMethods(resources);
    }

    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = Priorities.AUTHENTICATION)
    public @Nullable Response filter(ContainerRequestContext request) {
        Set<String> allowed = methods.on(request.getUriInfo().getPath());
        boolean asked = request.getMethod().equals(HttpMethod.OPTIONS);
        if (allowed.isEmpty() || (allowed.contains(request.getMethod()) && !asked)) {
            return null;
        }
        String allow = String.join(", ", allowed);
        Response answer = asked
                ? Response.noContent().build()
                : Problem.of(
                        405,
                        "Method not allowed",
                        request.getMethod() + ": not allowed here (expected: " + allow + ")");
        return Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }
}
