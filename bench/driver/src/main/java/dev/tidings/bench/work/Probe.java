package dev.tidings.bench.work;

import dev.tidings.bench.identity.Algorithm;
import dev.tidings.bench.kafka.Turn;
import dev.tidings.bench.load.Clients;
import dev.tidings.bench.load.Crowd;
import dev.tidings.bench.load.Guest;
import dev.tidings.bench.subject.Instance;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds out when an instance delivers: a few clients, whose users are in all partitions, and events for them. */
final class Probe {
    static final int USERS = 8;

    private static final int START_SECONDS = 90;
    private static final int LOOK_MILLIS = 100;
    private static final int ANSWER_MILLIS = 500;

    private final Stage stage;
    private final Instance instance;
    private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);

    Probe(Stage stage, Instance instance) {
        this.stage = stage;
        this.instance = instance;
    }

    void awaitDelivery() {
        try (Clients clients = new Clients();
                Crowd crowd = letIn(clients)) {
            while (!delivers(clients, crowd)) {
                requireHope("events");
            }
        }
    }

    private Crowd letIn(Clients clients) {
        while (true) {
            try {
                List<Guest> guests = stage.guests(Algorithm.RS256, "probe", 0, USERS);
                return Crowd.open(clients, stage.subject().dialect(), List.of(instance.port()), guests);
            } catch (RuntimeException e) {
                requireHope("connections, " + e.getMessage());
                Arrival.sleep(LOOK_MILLIS);
            }
        }
    }

    /** Each of them is written to, and all of them together. */
    private boolean delivers(Clients clients, Crowd crowd) {
        crowd.settle(stage.ledger());
        long expected = clients.tally().received() + 2 * USERS;
        stage.prompt().write(Turn.of(0, USERS), USERS);
        stage.prompt().write(Turn.everyone(), 1);
        Arrival.await(clients.tally(), expected, ANSWER_MILLIS, ANSWER_MILLIS);
        return clients.tally().received() == expected;
    }

    private void requireHope(String what) {
        stage.requireAlive();
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException(
                    "start: no " + what + " (expected: " + "within " + START_SECONDS + " s): " + instance.lastWords());
        }
    }
}
