package dev.tidings.bench.vertx;

import io.vertx.core.http.ServerWebSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open WebSockets of each user. */
final class Sockets {
    private final Map<String, Set<ServerWebSocket>> byUser = new ConcurrentHashMap<>();

    void add(String user, ServerWebSocket socket) {
        byUser.compute(user, (u, before) -> {
            Set<ServerWebSocket> sockets = before == null ? ConcurrentHashMap.newKeySet(1) : before;
            sockets.add(socket);
            return sockets;
        });
    }

    void remove(String user, ServerWebSocket socket) {
        byUser.computeIfPresent(user, (u, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
    }

    void send(String user, String event) {
        byUser.getOrDefault(user, Set.of()).forEach(socket -> socket.writeTextMessage(event));
    }

    void sendToAll(String event) {
        byUser.values().forEach(sockets -> sockets.forEach(socket -> socket.writeTextMessage(event)));
    }
}
