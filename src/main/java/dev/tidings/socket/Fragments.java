package dev.tidings.socket;

import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * Drops the empty fragments of a message. Vert.x 4 infers from the length of the collected text whether a message has
 * begun: after an empty first fragment it loses this message and each later text of the connection.
 */
final class Fragments {
    private enum Kind {
        NONE,
        TEXT,
        BINARY
    }

    /** The kind of the message whose fragments were all empty until now. */
    private Kind begun = Kind.NONE;

    /** Returns whether the frame can be dropped, since it neither adds to a message nor ends one. */
    boolean drops(WebSocketFrame frame) {
        if (frame.isFinalFragment() || frame.content().isReadable()) {
            return false;
        }
        if (frame instanceof TextWebSocketFrame) {
            begun = Kind.TEXT;
        } else if (frame instanceof BinaryWebSocketFrame) {
            begun = Kind.BINARY;
        }
        return true;
    }

    /** Returns the frame itself, or a first frame in its place if the fragments before it were dropped. */
    WebSocketFrame forwarded(WebSocketFrame frame) {
        if (begun == Kind.NONE || !(frame instanceof ContinuationWebSocketFrame)) {
            return frame;
        }
        boolean text = begun == Kind.TEXT;
        begun = Kind.NONE;
        return text
                ? new TextWebSocketFrame(frame.isFinalFragment(), frame.rsv(), frame.content())
                : new BinaryWebSocketFrame(frame.isFinalFragment(), frame.rsv(), frame.content());
    }
}
