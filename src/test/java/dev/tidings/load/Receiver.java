package dev.tidings.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client: upgrades, reads the frames' heads and an event's numbers, answers pings. Much cheaper than a real one. */
// A write that fails is told of by the end of the connection.
@SuppressWarnings("FutureReturnValueIgnored")
final class Receiver extends ByteToMessageDecoder {
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int CLOSE = 0x88;
    private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0};
    private static final byte[] BYE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, (byte) 0xe8};
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(US_ASCII);

    private static final Pattern RETRY_AFTER = Pattern.compile("(?i)\r\nretry-after: *(\\d+)");

    private final int user;
    private final byte[] request;
    private final Fleet fleet;
    private boolean upgraded;
    private boolean refused;
    private boolean welcomed;
    private boolean leaving;
    private long next;

    Receiver(int user, String request, Fleet fleet) {
        this.user = user;
        this.fleet = fleet;
        this.request = request.getBytes(US_ASCII);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        send(context, request);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!upgraded && !readHead(context, in)) {
            return;
        }
        while (readFrame(context, in)) {}
        fleet.tally().readDone();
    }

    /** One that is told when to read must not ask for more because no whole message has come. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (context.channel().config().isAutoRead()) {
            super.channelReadComplete(context);
        }
    }

    private boolean readHead(ChannelHandlerContext context, ByteBuf in) {
        int end = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(END_OF_HEAD), in);
        if (end < 0) {
            return false;
        }
        String status = in.toString(in.readerIndex(), 12, US_ASCII);
        Matcher retryAfter = RETRY_AFTER.matcher(in.toString(in.readerIndex(), end, US_ASCII));
        if (status.endsWith("503") && retryAfter.find()) {
            refused = true;
            fleet.comeBack(user, Integer.parseInt(retryAfter.group(1)));
            context.close();
            return false;
        }
        if (!status.endsWith("101")) {
            fleet.failed(status + " (expected: 101)");
            context.close();
            return false;
        }
        in.readerIndex(end + END_OF_HEAD.length);
        upgraded = true;
        return true;
    }

    private boolean readFrame(ChannelHandlerContext context, ByteBuf in) {
        int from = in.readerIndex();
        int available = in.readableBytes();
        if (available < 2) {
            return false;
        }
        int length = in.getUnsignedByte(from + 1);
        int head = length < 126 ? 2 : 4;
        if (length == 127) {
            throw new IllegalStateException("frame: > 65535 bytes (expected: a small event)");
        }
        if (available < head) {
            return false;
        }
        length = length == 126 ? in.getUnsignedShort(from + 2) : length;
        if (available < head + length) {
            return false;
        }
        frame(context, in.getUnsignedByte(from), in.slice(from + head, length));
        in.readerIndex(from + head + length);
        return true;
    }

    private void frame(ChannelHandlerContext context, int kind, ByteBuf payload) {
        if (kind == PING) {
            send(context, PONG);
        } else if (kind == CLOSE && !leaving) {
            fleet.failed("closed: " + payload.getUnsignedShort(0) + " (expected: open)");
            context.close();
        } else if (kind != TEXT && kind != CLOSE) {
            throw new IllegalStateException("frame: " + kind + " (expected: text, ping or close)");
        } else if (kind == TEXT && welcomed) {
            event(payload);
        } else if (kind == TEXT) {
            welcomed = true;
            fleet.opened(user, payload.toString(US_ASCII), context.channel());
        }
    }

    private void event(ByteBuf payload) {
        if (!LoadEvent.isOne(payload)) {
            // A control event: where the session stands.
            return;
        }
        long count = LoadEvent.countIn(payload, 0);
        boolean ours = LoadEvent.userIn(payload, 0) == user;
        fleet.tally().event(ours, count, next, LoadEvent.sentIn(payload, 0));
        next = count + 1;
    }

    /** Says goodbye as a decent client does; the server then ends the connection. */
    static void leave(ChannelHandlerContext context) {
        ((Receiver) context.handler()).leaving = true;
        send(context, BYE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (refused) {
            return;
        }
        if (!leaving) {
            fleet.tally().closed();
        }
        fleet.left();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fleet.failed(cause.toString());
        context.close();
    }

    private static void send(ChannelHandlerContext context, byte[] bytes) {
        context.writeAndFlush(Unpooled.wrappedBuffer(bytes), context.voidPromise());
    }
}
