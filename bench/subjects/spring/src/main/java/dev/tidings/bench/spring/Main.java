package dev.tidings.bench.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** From Kafka to WebSockets with Spring Boot. */
@SpringBootApplication
@EnableWebSocket
public class Main implements WebSocketConfigurer {
    private final Sockets sockets;

    Main(Sockets sockets) {
        this.sockets = sockets;
    }

    public static void main(String[] args) {
        SpringApplication.run(Main.class, args);
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(sockets, "/ws");
    }
}
