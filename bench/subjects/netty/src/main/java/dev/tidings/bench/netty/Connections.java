package dev.tidings.bench.netty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is connected: read by the Kafka thread, written by the event loops. */
final class Connections {
    private final Map<String, List<Connection>> byUser = new ConcurrentHashMap<>();

    List<Connection> of(String user) {
        return byUser.getOrDefault(user, List.of());
    }

    void add(String user, Connection connection) {
        byUser.merge(user, List.of(connection), (before, one) -> {
            List<Connection> all = new ArrayList<>(before);
            all.addAll(one);
            return List.copyOf(all);
        });
    }

    void remove(String user, Connection connection) {
        byUser.computeIfPresent(user, (u, before) -> {
            List<Connection> rest =
                    before.stream().filter(other -> other != connection).toList();
            return rest.isEmpty() ? null : rest;
        });
    }
}
