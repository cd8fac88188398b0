package dev.tidings.bench.spring;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.util.UriComponentsBuilder;

/** The open WebSockets of each user. One thread alone sends, so that no decorator has to take turns for several. */
@Component
class Sockets extends TextWebSocketHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private final Map<String, Set<WebSocketSession>> byUser = new ConcurrentHashMap<>();

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) {
        byUser.compute(userOf(socket), (user, before) -> {
            Set<WebSocketSession> sockets = before == null ? ConcurrentHashMap.newKeySet(1) : before;
            sockets.add(socket);
            return sockets;
        });
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        byUser.computeIfPresent(userOf(socket), (user, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
    }

    private static String userOf(WebSocketSession socket) {
        return UriComponentsBuilder.fromUri(socket.getUri())
                .build()
                .getQueryParams()
                .getFirst("user");
    }

    void send(String user, String event) {
        send(byUser.getOrDefault(user, Set.of()), new TextMessage(event));
    }

    void sendToAll(String event) {
        TextMessage message = new TextMessage(event);
        byUser.values().forEach(sockets -> send(sockets, message));
    }

    private static void send(Set<WebSocketSession> sockets, TextMessage message) {
        for (WebSocketSession socket : sockets) {
            try {
                socket.sendMessage(message);
            } catch (IOException | IllegalStateException e) {
                LOG.warn("{}: not sent to", socket.getUri(), e);
            }
        }
    }
}
