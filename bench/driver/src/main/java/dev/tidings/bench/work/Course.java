package dev.tidings.bench.work;

import static dev.tidings.bench.identity.Algorithm.ES256;
import static dev.tidings.bench.identity.Algorithm.RS256;

import dev.tidings.bench.identity.Algorithm;
import dev.tidings.bench.kafka.Turn;
import dev.tidings.bench.kafka.Writer;
import dev.tidings.bench.load.Crowd;
import dev.tidings.bench.load.Guest;
import dev.tidings.bench.report.Figure;
import dev.tidings.bench.report.Figures;
import dev.tidings.bench.subject.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one subject is taken through in one round: all of its works with as few starts as they allow. */
public final class Course {
    private static final int WARM_UP_RATE = 20_000;
    private static final int ANNOUNCEMENTS_PER_SECOND = 100;
    private static final int LOW_RATE = 2_000;
    /** Gives back what is not used, so that the resident set is what sessions need and not what the heap has grown to. */
    static final String LEAN = "-Xmx1g -XX:+UseSerialGC -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20";

    private static final List<Integer> GROWTH_RATES = List.of(1_000, 2_500, 5_000, 10_000);
    private static final int GROWTH_SECONDS = 3;

    private final House house;
    private final Subject subject;
    private final int round;
    private final Scale scale;
    private final Set<Work> works;
    private final Figures figures;

    public Course(House house, Subject subject, int round, Scale scale, Set<Work> works, Figures figures) {
        this.house = house;
        this.subject = subject;
        this.round = round;
        this.scale = scale;
        this.works = works;
        this.figures = figures;
    }

    public void run() {
        mint();
        try (Stage stage = Stage.set(house, subject, 1)) {
            Connect.Opened opened = Connect.open(stage, guests(stage, RS256, "cold"));
            put(Work.CONNECT, "connect-cold", opened.values());
            listen(stage, opened.crowd());
            opened.crowd().close();
            comeAgain(stage);
            if (wanted(Work.RESUME)) {
                put(Work.RESUME, "resume", Resume.run(stage, scale.users()));
            }
        }
        if (wantsEs256()) {
            es256Cold();
        }
        // Memory varies little, and has a process of its own: a full collection leaves a heap that others are not
        // given.
        if (wanted(Work.IDLE) && round == 1) {
            idle();
        }
    }

    /** Before anything is measured. */
    private void mint() {
        if (!subject.dialect().takesTokens()) {
            return;
        }
        house.tokens().of(RS256, "cold", 0, scale.users());
        if (wanted(Work.IDLE, Work.BROADCAST)) {
            house.tokens().of(RS256, "cold", scale.users(), others());
        }
        if (wanted(Work.CONNECT)) {
            house.tokens().of(RS256, "second", 0, scale.users());
            house.tokens().of(RS256, "third", 0, scale.users());
        }
        if (wantsEs256()) {
            house.tokens().of(ES256, "second", 0, scale.users());
            house.tokens().of(ES256, "third", 0, scale.users());
        }
    }

    /** All that is done with the same sessions open; low rates last, where a compiler at work would cost the most. */
    private void listen(Stage stage, Crowd crowd) {
        int others = others();
        if (others > 0 && wanted(Work.BROADCAST)) {
            List<Guest> more = stage.guests(RS256, "cold", scale.users(), others);
            try (Crowd beside = stage.crowd(more)) {
                beside.settle(stage.ledger());
                warmUp(stage, crowd);
                broadcast(stage, crowd(), scale.announcements());
            }
        } else {
            warmUp(stage, crowd);
        }
        broadcast(stage, scale.users(), 2 * scale.announcements());
        drain(stage, crowd);
        steady(stage, crowd);
        skim(stage);
    }

    private void idle() {
        try (Stage stage = Stage.set(house.with(LEAN), subject, 1)) {
            Memory empty = Memory.of(stage);
            try (Crowd first = stage.crowd(guests(stage, RS256, "cold"))) {
                idle(stage, empty, first.size());
                int others = others();
                if (others > 0) {
                    try (Crowd beside = stage.crowd(stage.guests(RS256, "cold", scale.users(), others))) {
                        idle(stage, empty, first.size() + beside.size());
                    }
                }
            }
        }
    }

    private void idle(Stage stage, Memory empty, int sessions) {
        put(Work.IDLE, "idle-" + sessions, Idle.run(stage, empty, sessions, scale.idleSeconds()));
    }

    private void warmUp(Stage stage, Crowd crowd) {
        if (wanted(Work.STEADY, Work.GROWTH, Work.BROADCAST, Work.DRAIN, Work.SKIM)) {
            put(Work.STEADY, "warm-up", Steady.run(stage, crowd, stage.gathering(), scale.warmUp(), WARM_UP_RATE));
        }
    }

    private void broadcast(Stage stage, int sessions, int announcements) {
        if (wanted(Work.BROADCAST)) {
            put(
                    Work.BROADCAST,
                    "broadcast-" + sessions,
                    Steady.run(
                            stage, stage.prompt(), Turn.everyone(), announcements, ANNOUNCEMENTS_PER_SECOND, sessions));
        }
    }

    private void steady(Stage stage, Crowd crowd) {
        if (wanted(Work.STEADY)) {
            Steady.settle(stage, crowd, stage.gathering(), WARM_UP_RATE, scale.settle());
            rate(stage, crowd, Work.STEADY, "steady-20k", stage.gathering(), WARM_UP_RATE, scale.steadySeconds());
            Steady.settle(stage, crowd, stage.prompt(), LOW_RATE, scale.settle());
            rate(stage, crowd, Work.STEADY, "steady-2k", stage.prompt(), LOW_RATE, scale.steadySeconds());
        }
        if (wanted(Work.GROWTH)) {
            GROWTH_RATES.forEach(
                    rate -> rate(stage, crowd, Work.GROWTH, "growth-" + rate, stage.gathering(), rate, GROWTH_SECONDS));
        }
    }

    private void rate(Stage stage, Crowd crowd, Work work, String name, Writer writer, int perSecond, int seconds) {
        put(work, name, Steady.run(stage, crowd, writer, perSecond * seconds, perSecond));
    }

    private void drain(Stage stage, Crowd crowd) {
        if (wanted(Work.DRAIN)) {
            put(Work.DRAIN, "drain-first", Drain.run(stage, crowd, scale.firstDrain()));
            put(Work.DRAIN, "drain", Drain.run(stage, crowd, scale.drain()));
        }
    }

    private void skim(Stage stage) {
        if (wanted(Work.SKIM)) {
            Skim.run(stage, scale.skim() / 3);
            put(Work.SKIM, "skim", Skim.run(stage, scale.skim()));
        }
    }

    /** The second round is not told, the third is what a warm process does. */
    private void comeAgain(Stage stage) {
        if (!wanted(Work.CONNECT)) {
            return;
        }
        Connect.openAndClose(stage, guests(stage, RS256, "second"));
        put(Work.CONNECT, "connect-warm", Connect.openAndClose(stage, guests(stage, RS256, "third")));
        if (subject.dialect().takesTokens()) {
            put(Work.CONNECT, "connect-seen", Connect.openAndClose(stage, guests(stage, RS256, "third")));
        }
        if (wantsEs256()) {
            Connect.openAndClose(stage, guests(stage, ES256, "second"));
            put(Work.CONNECT, "connect-es256-warm", Connect.openAndClose(stage, guests(stage, ES256, "third")));
            put(Work.CONNECT, "connect-es256-seen", Connect.openAndClose(stage, guests(stage, ES256, "third")));
        }
    }

    private void es256Cold() {
        try (Stage stage = Stage.set(house, subject, 1)) {
            put(Work.CONNECT, "connect-es256-cold", Connect.openAndClose(stage, guests(stage, ES256, "second")));
        }
    }

    private int crowd() {
        return subject.most() < scale.crowd() ? scale.users() : scale.crowd();
    }

    /** Who is there beside the users. */
    private int others() {
        return crowd() - scale.users();
    }

    private List<Guest> guests(Stage stage, Algorithm algorithm, String edition) {
        return stage.guests(algorithm, edition, 0, scale.users());
    }

    private boolean wantsEs256() {
        return scale.bothAlgorithms() && wanted(Work.CONNECT) && subject.dialect().takesTokens();
    }

    private boolean wanted(Work... any) {
        return List.of(any).stream().anyMatch(work -> works.contains(work) && work.isOf(subject));
    }

    private void put(Work work, String name, Map<String, Double> values) {
        if (wanted(work)) {
            figures.add(new Figure(subject.name(), round, name, values));
        }
    }
}
