package dev.tidings.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.session.CloseReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The log's topics change while events are written to them. */
@Tag("chaos")
@Tag("full")
class TopicsIT {
    private static final int PARTITIONS = 4;
    private static final String RECREATED = "log-recreated";

    private static Scene begin(TestInfo test) {
        return Scene.of(test).pods(2).env("TIDINGS_TAIL_REFRESH_INTERVAL", "1S").begin();
    }

    /**
     * The one scenario with gaps: each client is told that the log is another, and misses nothing of it from then on. Who
     * comes to an instance that has not noticed yet is told again by the next.
     */
    @Test
    void aTopicIsDeletedAndRecreated(TestInfo test) {
        try (Scene scene = begin(test)) {
            scene.log().broker().deleteTopic(scene.log().notifications());
            await().ignoreExceptions().atMost(Duration.ofSeconds(20)).until(() -> {
                scene.log().broker().createTopic(scene.log().notifications(), PARTITIONS);
                return true;
            });
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> scene.crowd().told(RECREATED)
                            == scene.crowd().followers().size());
            scene.sendFor(Duration.ofSeconds(3));
            scene.crowd().awaitAllWelcomed();
            scene.sender().pause();
            scene.sender().sent().excuse();
            scene.sender().goOn();
            scene.sendFor(Form.seconds(2, 10));
            Account account = scene.settle().requireNothingLost();
            assertThat(account.gaps().keySet()).isSubsetOf(RECREATED, "cursor-invalid");
        }
    }

    @Test
    void partitionsAreAddedAndAnInstanceIsKilled(TestInfo test) {
        try (Scene scene = begin(test)) {
            scene.log().broker().addPartitions(scene.log().notifications(), 3 * PARTITIONS);
            scene.sendFor(Form.seconds(4, 10));
            scene.pods().get(0).kill();
            scene.sendFor(Form.seconds(2, 10));
            scene.settle().requireFlawless().requireCodes(List.of(CloseReason.CONNECTION_LOST.code()));
        }
    }

    @Test
    void clientsMoveFromAnInstanceThatFoundAddedPartitionsEarlier(TestInfo test) {
        try (Scene scene = Scene.of(test)
                .pods(2)
                .env(0, "TIDINGS_TAIL_REFRESH_INTERVAL", "1S")
                .env(1, "TIDINGS_TAIL_REFRESH_INTERVAL", "60S")
                .begin()) {
            scene.log().broker().addPartitions(scene.log().notifications(), 3 * PARTITIONS);
            scene.sendFor(Form.seconds(4, 4));
            scene.pods().get(0).kill();
            scene.sendFor(Form.seconds(2, 30));
            scene.settle().requireFlawless().requireCodes(List.of(CloseReason.CONNECTION_LOST.code()));
        }
    }
}
