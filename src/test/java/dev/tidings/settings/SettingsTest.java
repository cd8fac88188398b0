package dev.tidings.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.identity.IdentityConfig;
import dev.tidings.intake.route.RoutesConfig;
import dev.tidings.session.LogConfig;
import dev.tidings.session.SessionConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final Settings settings =
            new Settings(List.of(SessionConfig.class, LogConfig.class, IdentityConfig.class, RoutesConfig.class));

    @Test
    void aKnownKeyIsAcceptedInEverySpelling() {
        assertThat(settings.unknown(List.of(
                        "tidings.session.max-per-user",
                        "TIDINGS_SESSION_MAX_PER_USER",
                        "tidings.log.partitioners",
                        "tidings.log.partitioners[1]",
                        "TIDINGS_LOG_PARTITIONERS_1_",
                        "tidings.identity.user-prefix.partners",
                        "TIDINGS_IDENTITY_USER_PREFIX_PARTNERS")))
                .isEmpty();
    }

    @Test
    void anUnknownKeyIsNamedWithTheNearestKnownOne() {
        assertThat(settings.unknown(List.of("TIDINGS_SESSION_MAX_PER_USERS", "tidings.sesion.heartbeat")))
                .containsExactly(
                        "TIDINGS_SESSION_MAX_PER_USERS is not known (nearest: TIDINGS_SESSION_MAX_PER_USER)",
                        "tidings.sesion.heartbeat is not known (nearest: tidings.session.heartbeat)");
    }

    @Test
    void aKeyOfAMapContainsANameOfTheUsersChoice() {
        assertThat(settings.unknown(List.of(
                        "tidings.routes.orders.user",
                        "tidings.routes.\"a.b\".user",
                        "tidings.routes.orders.topics[0]",
                        "tidings.routes.my-orders.text.de-AT.title",
                        "tidings.routes.orders.extensions.tenant",
                        "TIDINGS_ROUTES_MY_ORDERS_LIMIT_ROUTE",
                        "TIDINGS_ROUTES_ORDERS_TOPICS_0_")))
                .isEmpty();
        assertThat(settings.unknown(List.of(
                        "tidings.routes.orders.usr",
                        "tidings.routes.orders.limit.user",
                        "tidings.routes.orders.text.titel",
                        "TIDINGS_ROUTES_ORDERS_AUDIENCES")))
                .containsExactly(
                        "tidings.routes.orders.usr is not known (nearest: tidings.routes.*.user)",
                        "tidings.routes.orders.limit.user is not known (nearest: tidings.routes.*.user)",
                        "tidings.routes.orders.text.titel is not known (nearest: tidings.routes.*.text.*.title)",
                        "TIDINGS_ROUTES_ORDERS_AUDIENCES is not known (nearest: TIDINGS_ROUTES_*_AUDIENCE)");
    }

    @Test
    void variablesOfAKubernetesServiceAreIgnored() {
        assertThat(settings.unknown(List.of(
                        "TIDINGS_SERVICE_HOST",
                        "TIDINGS_SERVICE_PORT",
                        "TIDINGS_SERVICE_PORT_HTTP",
                        "TIDINGS_PORT",
                        "TIDINGS_PORT_8080_TCP",
                        "TIDINGS_PORT_8080_TCP_ADDR",
                        "TIDINGS_METRICS_PORT_9000_TCP_PROTO")))
                .isEmpty();
    }

    @Test
    void settingsOfOtherLibrariesAreIgnored() {
        assertThat(settings.unknown(List.of("quarkus.http.port", "KAFKA_BOOTSTRAP_SERVERS", "TIDING", "tidingsX.a")))
                .isEmpty();
    }
}
