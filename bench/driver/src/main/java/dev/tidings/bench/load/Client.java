package dev.tidings.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** One connection of a crowd: upgrades, counts its events where they stand, answers pings. Much cheaper than a real one. */
final class Client extends ByteToMessageDecoder {
    private final Crowd crowd;
    private final Guest guest;
    private final Sequence own;
    private final Sequence everyone;
    private boolean upgraded;
    private boolean open;
    private boolean leaving;

    Client(Crowd crowd, Guest guest) {
        this.crowd = crowd;
        this.guest = guest;
        this.own = new Sequence(guest.next());
        this.everyone = new Sequence(guest.nextOfEveryone());
    }

    Guest guest() {
        return guest;
    }

    Sequence own() {
        return own;
    }

    Sequence everyone() {
        return everyone;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        send(context, Upgrade.request(crowd.dialect(), guest, crowd.host(context.channel())));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!upgraded && !upgrade(context, in)) {
            return;
        }
        long now = System.nanoTime();
        FrameReader frames = crowd.frames();
        while (frames.next(in)) {
            frame(context, in, frames, now);
        }
        crowd.tally().readDone(now);
    }

    private boolean upgrade(ChannelHandlerContext context, ByteBuf in) {
        String status = Upgrade.readStatus(in);
        if (status.isEmpty()) {
            return false;
        }
        if (!status.endsWith("101")) {
            crowd.failed(status + " (expected: 101)");
            context.close();
            return false;
        }
        upgraded = true;
        say(context, crowd.dialect().greeting(guest));
        if (crowd.dialect().opensAtOnce()) {
            opened("", context);
        }
        return true;
    }

    private void frame(ChannelHandlerContext context, ByteBuf in, FrameReader frame, long now) {
        switch (frame.kind()) {
            case FrameReader.TEXT, FrameReader.BINARY -> text(context, in, frame.from(), frame.to(), now);
            case FrameReader.PING ->
                send(context, Frames.pong(ByteBufUtil.getBytes(in, frame.from(), frame.to() - frame.from())));
            case FrameReader.CLOSE -> closed(context, in, frame);
            default -> crowd.failed("frame: " + frame.kind() + " (expected: text, binary, ping or close)");
        }
    }

    private void text(ChannelHandlerContext context, ByteBuf in, int from, int to, long now) {
        int begin = from;
        if (crowd.dialect().manyInAFrame()) {
            for (int end = in.indexOf(begin, to, (byte) '\n'); end >= 0; end = in.indexOf(begin, to, (byte) '\n')) {
                line(context, in, begin, end, now);
                begin = end + 1;
            }
        }
        if (begin < to) {
            line(context, in, begin, to, now);
        }
    }

    private void line(ChannelHandlerContext context, ByteBuf in, int from, int to, long now) {
        int event = Event.find(in, from, to);
        if (event >= 0) {
            event(in, event, now);
        } else {
            answer(context, crowd.dialect().answer(in.toString(from, to - from, US_ASCII)));
        }
    }

    private void event(ByteBuf in, int event, long now) {
        int user = Event.user(in, event);
        long nanos = now - Event.dueNanos(in, event);
        if (user == guest.user()) {
            crowd.tally().event(own.take(Event.count(in, event)), nanos);
        } else if (user == Event.EVERYONE) {
            crowd.tally().event(everyone.take(Event.count(in, event)), nanos);
        } else {
            crowd.tally().foreign();
        }
    }

    private void answer(ChannelHandlerContext context, Dialect.Answer answer) {
        say(context, answer.reply());
        if (answer.opens() && !open) {
            opened(answer.cursor(), context);
        }
        if (!answer.failure().isEmpty()) {
            crowd.failed(answer.failure());
        }
    }

    private void opened(String cursor, ChannelHandlerContext context) {
        open = true;
        crowd.opened(this, cursor, context.channel());
    }

    private void closed(ChannelHandlerContext context, ByteBuf in, FrameReader frame) {
        if (!leaving) {
            crowd.told(frame.to() - frame.from() >= 2 ? in.getUnsignedShort(frame.from()) : 0);
        }
        context.close();
    }

    /** Says goodbye as a decent client does; the subject then ends the connection. */
    void leave(ChannelHandlerContext context) {
        leaving = true;
        send(context, Frames.goodbye());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        crowd.left(open, leaving);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        crowd.failed(cause.toString());
        context.close();
    }

    private static void say(ChannelHandlerContext context, String text) {
        if (!text.isEmpty()) {
            send(context, Frames.text(text));
        }
    }

    private static void send(ChannelHandlerContext context, ByteBuf bytes) {
        context.writeAndFlush(bytes, context.voidPromise());
    }
}
