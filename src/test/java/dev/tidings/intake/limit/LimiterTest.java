package dev.tidings.intake.limit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Topic;
import dev.tidings.intake.TestRoute;
import dev.tidings.intake.route.Limits;
import dev.tidings.intake.route.Limits.Excess;
import dev.tidings.intake.route.Limits.Rate;
import dev.tidings.intake.route.Outgoing;
import dev.tidings.intake.route.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private static final Rate THREE_IN_A_MINUTE = new Rate(3, 60_000);

    private final Counts metrics = new Counts();
    private final Limiter limiter = new Limiter(10, 5, metrics);

    private static final class Counts implements LimitMetrics {
        private int evicted;
        private int dropped;

        @Override
        public void recipientEvicted() {
            evicted++;
        }

        @Override
        public void eventDropped() {
            dropped++;
        }
    }

    private static Outgoing event(String user, int number) {
        return new Outgoing(Topic.NOTIFICATIONS, user, ("{\"n\":" + number + "}").getBytes(UTF_8));
    }

    private static Route route(@Nullable Rate all, @Nullable Rate each, Excess excess) {
        return new TestRoute("orders", new Limits(all, each, excess));
    }

    private String apply(Route route, String user, int number, long now) {
        Outgoing applied = limiter.apply(route, event(user, number), now);
        return applied == null ? "suppressed" : new String(applied.value(), UTF_8);
    }

    @Test
    void aRecipientGetsABurstAndThenOneEventForEachToken() {
        Route route = route(null, THREE_IN_A_MINUTE, Excess.DROP);
        assertThat(List.of(apply(route, "a", 1, 0), apply(route, "a", 2, 0), apply(route, "a", 3, 0)))
                .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
        assertThat(apply(route, "a", 4, 19_999)).isEqualTo("suppressed");
        assertThat(apply(route, "b", 4, 19_999)).isEqualTo("{\"n\":4}");
        assertThat(apply(route, "a", 5, 20_000)).isEqualTo("{\"n\":5}");
        assertThat(apply(route, "a", 6, 20_000)).isEqualTo("suppressed");
        assertThat(limiter.recipients()).isEqualTo(2);
        assertThat(limiter.waiting()).isZero();
    }

    @Test
    void theLimitOfARouteIsSharedByItsRecipients() {
        Route route = route(THREE_IN_A_MINUTE, null, Excess.DROP);
        for (int i = 0; i < 3; i++) {
            assertThat(apply(route, "user-" + i, i, 0)).isNotEqualTo("suppressed");
        }
        assertThat(apply(route, "user-4", 4, 0)).isEqualTo("suppressed");
    }

    @Test
    void theNewestDeferredEventCountsTheSuppressedOnes() {
        Route route = route(null, new Rate(1, 10_000), Excess.COLLAPSE);
        assertThat(apply(route, "a", 1, 0)).isEqualTo("{\"n\":1}");
        for (int i = 2; i <= 5; i++) {
            assertThat(apply(route, "a", i, 0)).isEqualTo("suppressed");
        }
        limiter.commit();
        assertThat(limiter.waiting()).isEqualTo(1);
        assertThat(limiter.due(9_999)).isEmpty();
        assertThat(limiter.due(10_000)).singleElement().satisfies(each -> assertThat(
                        new String(each.collapsed().value(), UTF_8))
                .isEqualTo("{\"n\":5,\"suppressed\":4}"));
        limiter.commit();
        assertThat(limiter.waiting()).isZero();
        assertThat(apply(route, "a", 6, 10_000)).isEqualTo("suppressed");
    }

    @Test
    void anEventWithinTheLimitCountsTheSuppressedOnes() {
        Route route = route(null, new Rate(1, 10_000), Excess.COLLAPSE);
        apply(route, "a", 1, 0);
        apply(route, "a", 2, 0);
        assertThat(apply(route, "a", 3, 10_000)).isEqualTo("{\"n\":3,\"suppressed\":2}");
        limiter.commit();
        assertThat(limiter.waiting()).isZero();
    }

    @Test
    void aRollbackRestoresTheLimits() {
        Route route = route(null, new Rate(2, 10_000), Excess.COLLAPSE);
        apply(route, "a", 1, 0);
        limiter.commit();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(apply(route, "a", 2, 0)).isEqualTo("{\"n\":2}");
            assertThat(apply(route, "a", 3, 0)).isEqualTo("suppressed");
            assertThat(apply(route, "a", 4, 0)).isEqualTo("suppressed");
            limiter.rollback();
            assertThat(limiter.waiting()).isZero();
        }
        apply(route, "a", 2, 0);
        apply(route, "a", 3, 0);
        limiter.commit();
        assertThat(limiter.due(5_000)).hasSize(1);
        limiter.rollback();
        assertThat(limiter.waiting()).isEqualTo(1);
        assertThat(limiter.due(5_000)).hasSize(1);
    }

    @Test
    void recipientsAndDeferredEventsAreBounded() {
        Route route = route(null, new Rate(1, 10_000), Excess.COLLAPSE);
        for (int i = 0; i < 30; i++) {
            apply(route, "user-" + i, i, 0);
        }
        limiter.commit();
        assertThat(limiter.recipients()).isEqualTo(10);
        assertThat(metrics.evicted).isEqualTo(20);
        for (int i = 20; i < 30; i++) {
            assertThat(apply(route, "user-" + i, i, 0)).isEqualTo("suppressed");
        }
        limiter.commit();
        assertThat(limiter.waiting()).isEqualTo(5);
        assertThat(metrics.dropped).isEqualTo(5);
        assertThat(limiter.all()).hasSize(5);
    }

    @Test
    void aChangedRateStartsWithAFullBucket() {
        apply(route(null, new Rate(1, 10_000), Excess.DROP), "a", 1, 0);
        assertThat(apply(route(null, new Rate(2, 10_000), Excess.DROP), "a", 2, 0))
                .isEqualTo("{\"n\":2}");
    }

    @Test
    void anEventThatIsNoObjectIsUnchanged() {
        assertThat(Suppressed.tell("[1]".getBytes(UTF_8), 2)).isEqualTo("[1]".getBytes(UTF_8));
        assertThat(Suppressed.tell("{".getBytes(UTF_8), 2)).isEqualTo("{".getBytes(UTF_8));
        assertThat(new String(
                        Suppressed.tell("{\"x\":0.1234567890123456789,\"suppressed\":9}".getBytes(UTF_8), 2), UTF_8))
                .isEqualTo("{\"x\":0.1234567890123456789,\"suppressed\":2}");
    }
}
