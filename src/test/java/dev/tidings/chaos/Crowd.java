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
    private static final int BETWEEN_MILLIS = 5;

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
        for (int i = 0; i < followers.size(); i++) {
            followers.get(i).beginIn((long) i * BETWEEN_MILLIS);
        }
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

    /** Sessions that have ended so far, for whatever reason. */
    int disconnects() {
        return disconnects(followers);
    }

    int disconnectsOfTheForgetful() {
        return disconnects(followers.stream().filter(Follower::isForgetful).toList());
    }

    private static int disconnects(List<Follower> some) {
        return some.stream()
                .flatMap(follower -> follower.diary().closeCodes().values().stream())
                .mapToInt(count -> count)
                .sum();
    }

    int forgetful() {
        return (int) followers.stream().filter(Follower::isForgetful).count();
    }

    /** How many were told of a gap for that reason so far. */
    long told(String reason) {
        return followers.stream()
                .filter(follower -> follower.diary().gaps().contains(reason))
                .count();
    }

    /** All lose their connections at the same moment. */
    void dropAll() {
        followers.forEach(Follower::drop);
    }

    @Override
    public void close() {
        group.next().execute(() -> followers.forEach(Follower::leave));
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }
}
