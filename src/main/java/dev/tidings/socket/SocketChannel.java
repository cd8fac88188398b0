package dev.tidings.socket;

import dev.tidings.session.ClientChannel;

/** A client's channel that can also carry what is no event of the log. */
interface SocketChannel extends ClientChannel {
    /** Sends {@code tidings.error}; on the session's loop. */
    void error(ErrorCode code, String message);
}
