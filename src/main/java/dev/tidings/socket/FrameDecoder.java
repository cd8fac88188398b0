package dev.tidings.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes a client's frames as strictly as RFC 6455 requires: it refuses reserved bits and malformed close frames. It
 * sends no close frame of its own, so that a session has one way to end.
 */
final class FrameDecoder extends WebSocket13FrameDecoder {
    private static final int LENGTH_OF_CODE = 2;
    private static final int LAST_CODE = 4999;

    FrameDecoder(WebSocketDecoderConfig config) {
        super(config);
    }

    /** Returns the configuration that all decoders share. */
    static WebSocketDecoderConfig config(int maxFrameSize) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxFrameSize)
                .expectMaskedFrames(true)
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }

    @Override
    protected void checkCloseFrameBody(ChannelHandlerContext context, ByteBuf body) {
        if (!body.isReadable()) {
            return;
        }
        if (body.readableBytes() < LENGTH_OF_CODE) {
            throw refusal(WebSocketCloseStatus.PROTOCOL_ERROR, "close frame with an incomplete code");
        }
        int code = body.getUnsignedShort(body.readerIndex());
        if (code > LAST_CODE || !WebSocketCloseStatus.isValidStatusCode(code)) {
            throw refusal(WebSocketCloseStatus.PROTOCOL_ERROR, "close frame with a forbidden code");
        }
        if (!isUtf8(body.nioBuffer(body.readerIndex() + LENGTH_OF_CODE, body.readableBytes() - LENGTH_OF_CODE))) {
            throw refusal(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "close frame with a reason that is not UTF-8");
        }
    }

    /** Returns whether all of the reason is UTF-8. Netty's own validator accepts one cut inside a character. */
    private static boolean isUtf8(ByteBuffer reason) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(reason);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static CorruptedWebSocketFrameException refusal(WebSocketCloseStatus status, String message) {
        return new CorruptedWebSocketFrameException(status, message);
    }
}
