package dev.tidings.socket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/**
 * The bounds of what clients may send, and how frames go out. The largest message is Quarkus' own key
 * {@code quarkus.websockets-next.server.max-message-size}.
 */
@ConfigMapping(prefix = "tidings.socket")
public interface SocketConfig {
    /** Messages a second that a client may send, twice as many in a burst; over it the session is closed with 4429. */
    @WithDefault("10")
    @Min(1)
    int maxMessagesPerSecond();

    /** Messages that were no CloudEvent or could not be obeyed; after that many the session is closed with 1008. */
    @WithDefault("5")
    @Min(1)
    int maxOffences();

    /**
     * Handshakes a second that this pod deals with, and as many at once; over it they get 503 before their tokens are
     * verified. A third of what two cores were measured to do, so that pushing goes on while a dead pod's clients arrive.
     */
    @WithDefault("1000")
    @Min(1)
    int maxHandshakesPerSecond();

    /** What a refused handshake is told to wait at least ({@code Retry-After}); up to as much again is added at random. */
    @WithDefault("2s")
    Duration retryAfter();

    /** How long a closed connection may linger until the client has taken what was written; then it is cut. */
    @WithDefault("5s")
    Duration closeTimeout();

    /**
     * Bytes that the kernel may hold for a client that has not taken them yet ({@code SO_SNDBUF}, of which Linux makes the
     * double); 0 lets the kernel choose, which is megabytes for each slow reader.
     */
    @WithDefault("65536")
    @Min(0)
    int sendBuffer();

    /**
     * Whether the frames for one session go out in one write, past Vert.x' own send queue. Falls back by itself where that
     * is not possible; false is for finding out whether it is to blame.
     */
    @WithDefault("true")
    boolean mergedWrites();
}
