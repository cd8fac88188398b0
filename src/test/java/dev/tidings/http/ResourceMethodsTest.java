package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceMethodsTest {
    private final ResourceMethods methods = new ResourceMethods(List.of(Orders.class, Users.class));

    @Path("/orders/")
    static final class Orders {
        @GET
        public void list() {}

        @DELETE
        @Path("{id}")
        public void delete() {}

        @POST
        @Path("/retry")
        public void retry() {}

        @GET
        @Path("{year: [0-9]{4}}/{month: [0-9]{1,2}}")
        public void ofMonth() {}

        public void ofNoInterest() {}
    }

    @Path("users")
    static final class Users {
        @POST
        @Path("/{user: .+}/logout")
        public void logout() {}

        @GET
        @Path("/{ name : (?!logout$)[^/]+ }")
        public void show() {}
    }

    @Test
    void getImpliesHeadAndEveryPathHasOptions() {
        assertThat(methods.on("/orders")).containsExactly("GET", "HEAD", "OPTIONS");
        assertThat(methods.on("orders/")).containsExactly("GET", "HEAD", "OPTIONS");
    }

    @Test
    void allMatchingTemplatesOfAPathCount() {
        assertThat(methods.on("/orders/17")).containsExactly("DELETE", "OPTIONS");
        assertThat(methods.on("/orders/retry")).containsExactly("DELETE", "OPTIONS", "POST");
        assertThat(methods.on("/users/a/b/logout")).containsExactly("OPTIONS", "POST");
        assertThat(methods.on("/users/line\nbreak/logout")).containsExactly("OPTIONS", "POST");
        assertThat(methods.on("/users/alice")).containsExactly("GET", "HEAD", "OPTIONS");
    }

    @Test
    void anExpressionMayHaveBounds() {
        assertThat(methods.on("/orders/2026/11")).containsExactly("GET", "HEAD", "OPTIONS");
        assertThat(methods.on("/orders/26/11")).isEmpty();
    }

    @Test
    void anUnknownPathHasNoMethods() {
        assertThat(methods.on("/orders/17/lines")).isEmpty();
        assertThat(methods.on("/users/logout")).isEmpty();
        assertThat(methods.on("/ordersx")).isEmpty();
        assertThat(methods.on("")).isEmpty();
    }
}
