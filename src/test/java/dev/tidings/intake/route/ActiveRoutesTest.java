package dev.tidings.intake.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActiveRoutesTest {
    private static final RouteSettings CONFIGURED =
            new RouteSettings("orders", "tidings.routes.orders.", Map.of("topics", "orders", "user", "key"));

    @TempDir
    private Path directory;

    private Path file;
    private ActiveRoutes routes;

    @BeforeEach
    void begin() {
        file = directory.resolve("routes.yaml");
        routes = new ActiveRoutes(SomeRoutes.compiler(), List.of(CONFIGURED), file);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }

    @Test
    void routesOfSettingsAndFileAreActiveTogether() throws Exception {
        write("routes: {payments: {topic-pattern: 'pay.*', user: key}}");
        routes.begin();
        assertThat(routes.current().names()).containsExactly("orders", "payments");
        assertThat(routes.current().topics()).containsExactly("orders");
        assertThat(routes.current().of("payroll")).extracting(Route::name).containsExactly("payments");
        assertThat(routes.current().subscription()).accepts("orders", "pay").rejects("notifications", "order");
    }

    @Test
    void aChangedFileTakesEffectAndIsLogged() throws Exception {
        write("routes: {payments: {topics: payments, user: key}}");
        routes.begin();
        Routes before = routes.current();
        AtomicInteger told = new AtomicInteger();
        routes.onChange(told::incrementAndGet);
        routes.look();
        assertThat(routes.current()).isSameAs(before);
        write("routes: {alerts: {topics: alerts, user: key}}");
        routes.look();
        routes.look();
        assertThat(routes.current().names()).containsExactly("alerts", "orders");
        assertThat(routes.version()).isEqualTo(2);
        assertThat(told).hasValue(1);
    }

    @Test
    void aWrongFileIsRefusedAndTheFormerRoutesStay() throws Exception {
        write("routes: {payments: {topics: payments, user: key}}");
        routes.begin();
        Routes before = routes.current();
        write("routes: {payments: {topics: payments, user: nobody}}");
        routes.look();
        assertThat(routes.current()).isSameAs(before);
        assertThat(routes.refused()).contains("routes.payments.user: 1:1: undeclared reference to 'nobody'");
        write("routes: {payments: {topics: payments, user: key}}");
        routes.look();
        assertThat(routes.refused()).isNull();
        assertThat(routes.current()).isSameAs(before);
    }

    @Test
    void aDeletedFileChangesNothing() throws Exception {
        write("routes: {payments: {topics: payments, user: key}}");
        routes.begin();
        Files.delete(file);
        routes.look();
        assertThat(routes.refused()).contains("not readable");
        assertThat(routes.current().names()).containsExactly("orders", "payments");
    }

    @Test
    void aChangeBehindASymbolicLinkIsNoticed() throws Exception {
        Path first = Files.createDirectory(directory.resolve("..1"));
        Path second = Files.createDirectory(directory.resolve("..2"));
        Files.writeString(first.resolve("routes.yaml"), "routes: {a: {topics: a, user: key}}");
        Files.writeString(second.resolve("routes.yaml"), "routes: {b: {topics: b, user: key}}");
        Path data = Files.createSymbolicLink(directory.resolve("..data"), first);
        Files.createSymbolicLink(file, data.resolve("routes.yaml"));
        routes.begin();
        Files.delete(data);
        Files.createSymbolicLink(data, second);
        routes.look();
        assertThat(routes.current().names()).containsExactly("b", "orders");
    }

    @Test
    void aRouteMayBeInSettingsOrFileButNotInBoth() throws Exception {
        write("routes: {orders: {topics: orders, user: key}}");
        assertThatThrownBy(routes::begin)
                .isInstanceOf(WrongRoutesException.class)
                .hasMessage(
                        file + ": routes.orders.* is there as tidings.routes.orders.* too (expected: a name for each"
                                + " route)");
    }

    @Test
    void aMissingFileStopsTheStart() {
        assertThatThrownBy(routes::begin)
                .isInstanceOf(WrongRoutesException.class)
                .hasMessage(file + ": not readable (expected: a file with routes)");
    }
}
