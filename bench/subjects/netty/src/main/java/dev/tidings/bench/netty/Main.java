package dev.tidings.bench.netty;

import io.netty.channel.nio.NioEventLoopGroup;

/** From Kafka to WebSockets with Netty alone; with the argument {@code coalescing}, one flush for all that a poll brought. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        boolean coalescing = args.length > 0 && args[0].equals("coalescing");
        NioEventLoopGroup group = new NioEventLoopGroup();
        Connections connections = new Connections();
        Lanes lanes = new Lanes(group, coalescing);
        Server.listen(group, connections, lanes, Integer.parseInt(System.getenv("PORT")));
        new Tail(connections, lanes, coalescing ? Fetching.LARGE : Fetching.USUAL).run();
    }
}
