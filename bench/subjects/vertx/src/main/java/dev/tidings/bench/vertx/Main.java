package dev.tidings.bench.vertx;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;

/** From Kafka to WebSockets as Vert.x users would: a server on each core, one consumer for them all. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        Sockets sockets = new Sockets();
        DeploymentOptions onEachCore =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        vertx.deployVerticle(() -> new Server(sockets), onEachCore)
                .compose(id -> vertx.deployVerticle(new Tail(sockets)))
                .onFailure(Main::end);
    }

    private static void end(Throwable cause) {
        cause.printStackTrace();
        System.exit(1);
    }
}
