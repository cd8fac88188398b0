package dev.tidings.bench.work;

import dev.tidings.bench.identity.Algorithm;
import dev.tidings.bench.kafka.Topics;
import dev.tidings.bench.kafka.Writer;
import dev.tidings.bench.load.Clients;
import dev.tidings.bench.load.Crowd;
import dev.tidings.bench.load.Event;
import dev.tidings.bench.load.Guest;
import dev.tidings.bench.load.Ledger;
import dev.tidings.bench.machine.Jvm;
import dev.tidings.bench.machine.ProcessFacts;
import dev.tidings.bench.subject.Instance;
import dev.tidings.bench.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One start of a subject: its processes, a log of its own, those who write to it and those who listen. */
final class Stage implements AutoCloseable {
    private static final int USERS = 20_000;
    private static final int LINGER_MILLIS = 2;

    private final House house;
    private final Subject subject;
    private final Topics topics;
    private final Ledger ledger = new Ledger(USERS);
    private final Clients clients = new Clients();
    private final List<Instance> instances = new ArrayList<>();
    private final List<Crowd> crowds = new ArrayList<>();
    private final Writer prompt;
    private final Writer gathering;

    private Stage(House house, Subject subject) {
        this.house = house;
        this.subject = subject;
        this.topics = new Topics(house.broker());
        this.prompt = new Writer(topics, ledger, 0);
        this.gathering = new Writer(topics, ledger, LINGER_MILLIS);
    }

    /** So many instances of it, each of which delivers. */
    static Stage set(House house, Subject subject, int count) {
        Stage stage = new Stage(house, subject);
        try {
            for (int i = 0; i < count; i++) {
                stage.instances.add(
                        Instance.start(subject, stage.topics, house.issuer().url(), house.jvmOptions(), house.logs()));
            }
            stage.instances.forEach(instance -> new Probe(stage, instance).awaitDelivery());
            return stage;
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    Subject subject() {
        return subject;
    }

    House house() {
        return house;
    }

    Ledger ledger() {
        return ledger;
    }

    Clients clients() {
        return clients;
    }

    /** Sends each record at once. */
    Writer prompt() {
        return prompt;
    }

    /** Lets records gather for 2 ms. */
    Writer gathering() {
        return gathering;
    }

    List<ProcessFacts> facts() {
        return instances.stream().map(Instance::facts).toList();
    }

    List<Jvm> jvms() {
        return instances.stream().flatMap(instance -> instance.jvm().stream()).toList();
    }

    long cpuMicros() {
        return facts().stream().mapToLong(ProcessFacts::cpuMicros).sum();
    }

    long compilerMicros() {
        return facts().stream().mapToLong(ProcessFacts::compilerMicros).sum();
    }

    List<Integer> ports() {
        return instances.stream().map(Instance::port).toList();
    }

    /** Those users as they are now, with tokens of that edition if the subject takes any. */
    List<Guest> guests(Algorithm algorithm, String edition, int first, int users) {
        List<String> tokens =
                subject.dialect().takesTokens() ? house.tokens().of(algorithm, edition, first, users) : List.of();
        return IntStream.range(0, users)
                .mapToObj(i -> new Guest(first + i, tokens.isEmpty() ? "" : tokens.get(i)))
                .map(this::asOfNow)
                .toList();
    }

    /** The same one, whose first event will be the next that is written. */
    Guest asOfNow(Guest guest) {
        return guest.after(ledger.of(guest.user()), ledger.of(Event.EVERYONE));
    }

    /** Their sessions, open, spread over all instances. */
    Crowd crowd(List<Guest> guests) {
        Crowd crowd = Crowd.open(clients, subject.dialect(), ports(), guests);
        crowds.add(crowd);
        return crowd;
    }

    /** What has not come to those who are still here; from now on it is not waited for. */
    long settleLost() {
        crowds.removeIf(Crowd::isClosed);
        long lost = crowds.stream().mapToLong(crowd -> crowd.lost(ledger)).sum();
        crowds.forEach(crowd -> crowd.settle(ledger));
        return lost;
    }

    /** Fails if one of its processes has ended. */
    void requireAlive() {
        instances.stream().filter(instance -> !instance.isAlive()).findFirst().ifPresent(ended -> {
            throw new IllegalStateException(
                    "ended with " + ended.exitCode() + " (expected: running): " + ended.lastWords());
        });
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
        prompt.close();
        gathering.close();
        clients.close();
        topics.close();
    }
}
