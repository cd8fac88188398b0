package dev.tidings.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.intake.route.Routes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicWatchTest {
    private static final Set<String> OWN =
            Set.of("notifications", "announcements", "notifications.dead-letters", "notifications.seen");

    private final Routes routes = TestRoutes.of(TestRoute.named("orders"), "orders", "later");
    private final TopicWatch watch =
            new TopicWatch(Settings.defaultTopics(), Settings.of(Map.of()).intake());

    private Set<String> look(String... others) {
        return watch.update(with(others), routes);
    }

    private static Set<String> with(String... others) {
        Set<String> all = new HashSet<>(OWN);
        all.addAll(Set.of(others));
        return all;
    }

    @Test
    void missingTopicsAreReportedAndReadOnceTheyExist() {
        assertThat(look("orders", "unrelated")).containsExactly("orders");
        assertThat(watch.missing()).containsExactly("later");
        assertThat(look("orders", "later", "notifications.retries"))
                .containsExactly("later", "notifications.retries", "orders");
        assertThat(watch.missing()).isEmpty();
        assertThat(watch.missingOwn()).isEmpty();
    }

    @Test
    void onlyTopicsCreatedMeanwhileAreReadFromTheirBeginning() {
        look("orders");
        assertThat(watch.isReadFromBeginning("orders")).isFalse();
        look("orders", "later");
        assertThat(watch.isReadFromBeginning("orders")).isFalse();
        assertThat(watch.isReadFromBeginning("later")).isTrue();
        assertThat(watch.isReadFromBeginning("notifications.retries")).isTrue();
    }

    @Test
    void aNewRouteDoesNotReadAnOldTopicFromItsBeginning() {
        look("orders", "unrelated");
        look("orders", "unrelated", "second");
        watch.update(with("orders", "second"), TestRoutes.of(TestRoute.named("orders"), "orders", "second"));
        assertThat(watch.isReadFromBeginning("second")).isFalse();
    }

    @Test
    void aTopicIsMissingAfterTheSecondFailedLookup() {
        look("orders");
        assertThat(look()).containsExactly("orders");
        assertThat(look()).isEmpty();
        assertThat(watch.missing()).containsExactly("later", "orders");
        look("orders");
        assertThat(watch.isReadFromBeginning("orders")).isTrue();
    }

    @Test
    void intakesOwnMissingTopicsAreReported() {
        watch.update(Set.of("notifications", "orders"), routes);
        assertThat(watch.missingOwn())
                .containsExactly("announcements", "notifications.dead-letters", "notifications.seen");
        TopicWatch without = new TopicWatch(
                Settings.defaultTopics(),
                Settings.of(Map.of("tidings.intake.repetition-window", "0s")).intake());
        without.update(Set.of("notifications", "announcements", "notifications.dead-letters"), routes);
        assertThat(without.missingOwn()).isEmpty();
    }
}
