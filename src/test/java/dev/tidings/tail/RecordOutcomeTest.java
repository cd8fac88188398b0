package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.DropReason;
import dev.tidings.event.Partition;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Topic;
import dev.tidings.session.PushLoop;
import dev.tidings.testkit.FakeChannel;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a record: it is delivered, without some attributes if need be, or counted as rejected. */
class RecordOutcomeTest {
    private static final long LARGE = 64 << 20;

    private final Pod pod = new Pod(LARGE);
    private final PushLoop loop = pod.directLoop();
    private final FakeChannel alice = new FakeChannel();
    private final FakeChannel bob = new FakeChannel();

    private static RecordHeaders headers(@Nullable String... names) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < names.length; i += 2) {
            headers.add(names[i], names[i + 1] == null ? null : names[i + 1].getBytes(UTF_8));
        }
        return headers;
    }

    private static final Partition HOME = Pod.home("alice");

    private void writeWithoutValue(RecordHeaders headers) {
        pod.write(HOME, ByteBuffer.wrap("alice".getBytes(UTF_8)), null, headers);
        pod.poll();
    }

    @Test
    void aBinaryEventWithANullValueIsDeliveredWithoutData() {
        pod.open(Pod.member("alice"), null, alice, loop);
        writeWithoutValue(headers("CE-SpecVersion", "1.0", "ce_id", "1", "ce-source", "/s", "ce_type", "t", "x", null));
        assertThat(alice.received())
                .extracting(FakeChannel.Received::json)
                .containsExactly("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}");
        assertThat(pod.outcomes.delivered).isEqualTo(1);
    }

    @Test
    void aNullValueWithoutAttributesIsATombstone() {
        pod.open(Pod.member("alice"), null, alice, loop);
        writeWithoutValue(headers());
        writeWithoutValue(headers("content-type", "application/cloudevents+json"));
        writeWithoutValue(headers("ce_specversion", null));
        assertThat(alice.received()).isEmpty();
        assertThat(pod.outcomes.rejected).isEqualTo(Map.of(RejectReason.TOMBSTONE, 3));
    }

    @Test
    void droppedAttributesAreCountedOnceForAllSessions() {
        pod.open(Pod.member("alice"), null, alice, loop);
        pod.open(Pod.member("alice"), null, bob, loop);
        pod.writeEvent("alice", "1", "\"confluentRouting\":{},\"n\":1.5");
        pod.writeEvent("nobody", "1", "\"confluentRouting\":{}");
        pod.poll();
        assertThat(alice.ids()).isEqualTo(bob.ids()).containsExactly("1");
        assertThat(pod.outcomes.dropped).isEqualTo(Map.of(DropReason.NAME, 1, DropReason.TYPE, 1));
    }

    @Test
    void eachRecordIsCountedInOneOutcome() {
        pod.open(Pod.member("alice"), null, alice, loop);
        Partition first = new Partition(Topic.NOTIFICATIONS, 0);
        pod.notify("alice");
        pod.notify("nobody");
        pod.write(first, (ByteBuffer) null, ByteBuffer.wrap(new byte[] {'1'}));
        pod.write(first, ByteBuffer.wrap(new byte[] {(byte) 0xff}), ByteBuffer.wrap(new byte[] {'1'}));
        pod.write(first, ByteBuffer.wrap("alice".getBytes(UTF_8)), null);
        pod.write(first, "alice", "{broken");
        pod.write(first, "nobody", "{broken");
        pod.write(new Partition(Topic.ANNOUNCEMENTS, 0), "grou:p", "{}");
        pod.poll();
        assertThat(pod.outcomes.received).isEqualTo(8);
        assertThat(pod.outcomes.delivered).isEqualTo(1);
        assertThat(pod.outcomes.nobody)
                .as("a value that nobody wants is not looked at")
                .isEqualTo(2);
        assertThat(pod.outcomes.rejected.keySet())
                .containsExactlyInAnyOrder(
                        RejectReason.NO_KEY,
                        RejectReason.KEY_NOT_UTF8,
                        RejectReason.TOMBSTONE,
                        RejectReason.NOT_JSON,
                        RejectReason.UNKNOWN_AUDIENCE);
    }
}
