package dev.tidings.socket;

import dev.tidings.session.Session;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;

/** Goes on with a session when its socket takes more again. Stands before Vert.x' handler, which keeps that to itself. */
@ChannelHandler.Sharable
final class WritabilityHandler extends ChannelInboundHandlerAdapter {
    static final WritabilityHandler SHARED = new WritabilityHandler();
    static final String NAME = "tidings";
    static final AttributeKey<Session> SESSION = AttributeKey.valueOf("tidings.session");

    private WritabilityHandler() {}

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Session session = context.channel().attr(SESSION).get();
        if (session != null && context.channel().isWritable()) {
            session.pump();
        }
        context.fireChannelWritabilityChanged();
    }
}
