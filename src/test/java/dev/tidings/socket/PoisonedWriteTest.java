package dev.tidings.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.event.RejectReason;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import dev.tidings.session.GapReason;
import dev.tidings.session.SessionMetrics;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An event that the buffer of the socket does not take: it alone is missing on the wire, and each buffer goes back. */
class PoisonedWriteTest {
    private static final int CLIENTS = 40;
    private static final int EVENTS = 4_000;

    private final List<Position> leftOut = new ArrayList<>();
    private final List<CloseReason> closed = new ArrayList<>();
    private final FailingAllocator allocator = new FailingAllocator();
    private final OneLoop loop = new OneLoop(new Counts());
    private final MergedChannel.Wire wire =
            new MergedChannel.Wire(new WireFormat(Clock.systemUTC(), null), Duration.ofSeconds(1));

    /** What the test looks at. */
    private final class Counts implements SessionMetrics {
        @Override
        public void rejected(Position position, Unusable why) {
            assertThat(why.reason()).isEqualTo(RejectReason.INTERNAL);
            leftOut.add(position);
        }

        @Override
        public void closed(CloseReason reason) {
            closed.add(reason);
        }

        @Override
        public void failed(RuntimeException failure) {
            throw failure;
        }

        @Override
        public void opened(@Nullable GapReason gap) {}

        @Override
        public void misplaced() {}

        @Override
        public void written(Frames frames) {}

        @Override
        public void acknowledged(Cursor cursor) {}

        @Override
        public void expired(Event event) {}

        @Override
        public void collapsed(Event event) {}
    }

    /** A client at the other end of the wire. */
    private final class Client {
        final String user;
        final EmbeddedChannel channel = new EmbeddedChannel();
        final List<String> own = new ArrayList<>();
        final List<String> everyones = new ArrayList<>();
        final List<String> expectedOwn = new ArrayList<>();
        String cursor = "";

        Client(String user) {
            this.user = user;
            channel.config().setAllocator(allocator);
            channel.pipeline().addLast("below", new ChannelOutboundHandlerAdapter());
            loop.open(
                    user,
                    new MergedChannel(
                            channel,
                            channel.pipeline().context("below"),
                            connection(Uni.createFrom().voidItem()),
                            wire));
        }

        void read() {
            for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
                while (bytes.isReadable()) {
                    take(new JsonObject(frame(bytes)));
                }
                bytes.release();
            }
        }

        private void take(JsonObject event) {
            String id = event.getString("id");
            if (event.getString("type").startsWith("tidings.")) {
                cursor = event.getJsonObject("data").getString("cursor");
                return;
            }
            cursor = event.getString("cursor");
            (id.startsWith("u-") ? own : everyones).add(id);
        }
    }

    private static String frame(ByteBuf bytes) {
        assertThat(bytes.readUnsignedByte()).isEqualTo((short) 0x81);
        int length = bytes.readUnsignedByte();
        length = length == 126 ? bytes.readUnsignedShort() : length;
        return bytes.readCharSequence(length, UTF_8).toString();
    }

    /** Whose every answer is that one. */
    private static WebSocketConnection connection(Uni<Void> answer) {
        return (WebSocketConnection) Proxy.newProxyInstance(
                PoisonedWriteTest.class.getClassLoader(),
                new Class<?>[] {WebSocketConnection.class},
                (proxy, method, arguments) -> method.getReturnType() == boolean.class ? false : answer);
    }

    private static String event(String id, String text) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/s\",\"type\":\"t\",\"data\":\"" + text
                + "\"}";
    }

    @Test
    void underLoadOnlyThePoisonedEventIsMissingAndBuffersAreReleased() {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Client("user-" + i));
        }
        List<String> everyones = new ArrayList<>();
        int poison = 0;
        for (int i = 0; i < EVENTS; i++) {
            Client client = clients.get(random.nextInt(CLIENTS));
            boolean poisoned = random.nextInt(25) == 0;
            boolean announced = random.nextInt(10) == 0;
            String id = (announced ? "a-" : "u-") + i;
            loop.append(announced ? "everyone" : client.user, event(id, poisoned ? FailingAllocator.POISON : "well"));
            poison += poisoned ? 1 : 0;
            if (!poisoned) {
                (announced ? everyones : client.expectedOwn).add(id);
            }
            if (random.nextInt(200) == 0) {
                loop.publish();
            }
        }
        loop.publish();
        clients.forEach(Client::read);

        assertThat(clients).as("seed %d", seed).allSatisfy(client -> {
            assertThat(client.own).isEqualTo(client.expectedOwn);
            assertThat(client.everyones).isEqualTo(everyones);
            assertThat(client.channel.isOpen()).isTrue();
        });
        assertThat(closed).as("seed %d", seed).isEmpty();
        assertThat(leftOut).as("seed %d", seed).hasSize(poison).doesNotHaveDuplicates();
        assertThat(allocator.made()).isGreaterThan(CLIENTS);
        assertThat(allocator.unreleased()).as("seed %d", seed).isZero();
        clients.forEach(client -> client.channel.finishAndReleaseAll());
    }

    @Test
    void theClientGetsTheCursorBehindALastPoisonedEvent() {
        Client alice = new Client("alice");
        loop.append("alice", event("u-0", "well"));
        loop.append("alice", event("u-1", FailingAllocator.POISON));
        loop.publish();
        alice.read();
        assertThat(alice.own).containsExactly("u-0");
        Cursor cursor = Cursor.parse(alice.cursor).orElseThrow();
        assertThat(cursor.offsetIn(leftOut.get(0).partition())).isEqualTo(2);
        assertThat(allocator.unreleased()).isZero();
    }

    /** What follows must not come, as if nothing was missing before it. */
    @Test
    void aConnectionThatFailsToWriteIsClosed() {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter());
        TextChannel text = new TextChannel(
                connection(Uni.createFrom().failure(new IllegalStateException("broken"))), wire, channel);
        loop.open("alice", text);
        loop.append("alice", event("u-0", "well"));
        loop.publish();
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(text.pendingBytes()).isZero();
    }
}
