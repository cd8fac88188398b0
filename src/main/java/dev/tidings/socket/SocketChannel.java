package dev.tidings.socket;

import dev.tidings.event.Cursor;
import dev.tidings.session.ClientChannel;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Welcome;
import java.time.Duration;

/** A client's channel that also sends control events. On the session's loop, like the whole channel. */
interface SocketChannel extends ClientChannel {
    WireFormat format();

    /** Returns the number of pings that were sent. */
    int pings();

    /** Sends one text frame. */
    void text(String text);

    @Override
    default void sendWelcome(Welcome welcome) {
        text(format().welcome(welcome));
    }

    @Override
    default void sendGoaway(CloseReason reason, Duration reconnectIn, Cursor cursor) {
        text(format().goaway(reason, reconnectIn, cursor));
    }

    @Override
    default void sendCursor(Cursor cursor) {
        text(format().cursor(cursor));
    }

    /** Sends {@code tidings.error}. */
    default void error(ErrorCode code, String message) {
        text(format().error(code, message));
    }
}
