package dev.tidings.chaos;

import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Many clients in one thread, one for each of the users 0, 1, ... */
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final NioEventLoopGroup group = new NioEventLoopGroup(1);
    private final List<Follower> followers;

    Crowd(int users, Doors doors, Token.Source tokens) {
        EventLoop loop = group.next();
        followers = IntStream.range(0, users)
                .parallel()
                .mapToObj(user -> new Follower(user, doors, tokens, loop))
                .toList();
    }

    void begin() {
        followers.forEach(Follower::begin);
        awaitAllWelcomed();
    }

    List<Follower> followers() {
        return followers;
    }

    /** Each has a session. */
    void awaitAllWelcomed() {
        await("all clients have a session").atMost(PATIENCE).until(() -> welcomed() == followers.size());
    }

    long welcomed() {
        return followers.stream().filter(Follower::isWelcomed).count();
    }

    int received() {
        return followers.stream()
                .mapToInt(follower -> follower.diary().received())
                .sum();
    }

    /** Sessions that have ended so far, for whatever reason. */
    int disconnects() {
        return followers.stream()
                .flatMap(follower -> follower.diary().closeCodes().values().stream())
                .mapToInt(count -> count)
                .sum();
    }

    @Override
    public void close() {
        group.next().execute(() -> followers.forEach(Follower::leave));
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }
}
