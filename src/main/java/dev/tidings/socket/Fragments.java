package dev.tidings.socket;

import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * Leaves out the empty fragments of a message. Vert.x 4 asks the length of what it has gathered whether a message has begun:
 * after an empty first fragment it loses this message and each later text of the connection.
 */
final class Fragments {
    private enum Kind {
        NONE,
        TEXT,
        BINARY
    }

    /** Of the message whose fragments were all empty up to now. */
    private Kind begun = Kind.NONE;

    /** Whether the frame adds nothing and ends nothing, so that it need not be passed on. */
    boolean leavesOut(WebSocketFrame frame) {
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

    /** The frame itself, or the message's first one in its place where those before it were left out. */
    WebSocketFrame passedOn(WebSocketFrame frame) {
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
