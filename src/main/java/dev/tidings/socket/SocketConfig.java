package dev.tidings.socket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/**
 * The bounds of clients' messages, and the way frames are sent. The largest message is Quarkus' own key {@code
 * quarkus.websockets-next.server.max-message-size}.
 */
@ConfigMapping(prefix = "tidings.socket")
public interface SocketConfig {
    /** Messages that a client may send per second, twice as many in a burst. Above it the session is closed (4429). */
    @WithDefault("10")
    @Min(1)
    int maxMessagesPerSecond();

    /** Number of messages that were no CloudEvent or not acceptable, after which the session is closed with 1008. */
    @WithDefault("5")
    @Min(1)
    int maxOffences();

    /**
     * Handshakes that this pod handles per second, and as many at once. Above it they get 503 before their tokens are
     * verified. The default is a third of the measured rate of two cores, so that pushing continues while a dead pod's
     * clients arrive.
     */
    @WithDefault("1000")
    @Min(1)
    int maxHandshakesPerSecond();

    /** Shortest {@code Retry-After} of a refused handshake. Up to as much again is added at random. */
    @WithDefault("2s")
    Duration retryAfter();

    /** Time that a closed connection may linger until the client has taken the written bytes. Then it is cut. */
    @WithDefault("5s")
    Duration closeTimeout();

    /**
     * Bytes that the kernel may hold for a client that has not taken them yet ({@code SO_SNDBUF}, which Linux doubles).
     * With 0 the kernel chooses, which is megabytes for each slow reader.
     */
    @WithDefault("65536")
    @Min(0)
    int sendBuffer();

    /**
     * Sends the frames for one session in one write, past Vert.x' own send queue. Falls back automatically if that is
     * not possible. Set it to false to find out whether merged writes cause a problem.
     */
    @WithDefault("true")
    boolean mergedWrites();
}
