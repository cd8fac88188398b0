package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Cursor;
import dev.tidings.event.Topic;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Postgres;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A random history of events, of changes on two devices of each user, and of pods and databases that are killed, against
 * a plain model: at every rest, lists, counts and devices are as the model has them.
 */
class InboxHistoryIT {
    private static final long SEED = Long.getLong("tidings.seed", new Random().nextInt(1 << 30));
    private static final int STEPS = Integer.getInteger("tidings.steps", 150);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, List<String>> AUDIENCES = Map.of(
            "ada", List.of("ada", "everyone", "group:math"),
            "bert", List.of("bert", "everyone"),
            "cleo", List.of("cleo", "everyone", "group:math"));

    private final Random random = new Random(SEED);
    private final InboxModel model = new InboxModel(AUDIENCES);
    private final Map<String, List<InboxDevice>> devices = new LinkedHashMap<>();
    private final Issuer issuer = Issuer.start();
    private final Postgres postgres = Postgres.own();
    private final InboxStage stage =
            new InboxStage(TestLog.create(), new InboxTables(postgres.newDatabase()), issuer);
    private TidingsProcess tidings = setup().startReady();
    private int events;

    private TidingsProcess.Setup setup() {
        return stage.setup("inbox-history").env("TIDINGS_INBOX_MARKS_MAX_PER_SECOND", "1000");
    }

    private InboxUser user(String name) {
        String[] groups = name.equals("bert") ? new String[0] : new String[] {"math"};
        return new InboxUser(tidings, issuer.mint(name).groups(groups).sign());
    }

    @Test
    void atEveryRestAllIsAsTheModelHasIt() {
        try {
            awaitAnswers();
            AUDIENCES.keySet().stream()
                    .sorted()
                    .forEach(name -> devices.put(
                            name, List.of(new InboxDevice(user(name)), new InboxDevice(user(name)))));
            for (int step = 0; step < STEPS; step++) {
                step();
                if (step % 15 == 14) {
                    rest(step);
                }
            }
            rest(STEPS);
        } finally {
            devices.values().forEach(list -> list.forEach(InboxDevice::close));
            tidings.close();
            postgres.close();
            issuer.close();
        }
    }

    private void step() {
        int dice = random.nextInt(100);
        if (dice < 50) {
            publish();
        } else if (dice < 80) {
            markItems();
        } else if (dice < 94) {
            markUpto();
        } else if (dice < 97) {
            killPod();
        } else {
            killDatabase();
        }
    }

    private void publish() {
        List<String> owners = List.of("ada", "bert", "cleo", "everyone", "group:math", "group:chess");
        String owner = owners.get(random.nextInt(owners.size()));
        String event = "h-" + events++;
        if (AUDIENCES.containsKey(owner)) {
            model.written(owner, event, Topic.NOTIFICATIONS, stage.log().event(owner, event));
        } else {
            model.written(owner, event, Topic.ANNOUNCEMENTS, stage.log().announce(owner, event));
        }
    }

    private StateAction action() {
        return StateAction.values()[random.nextInt(StateAction.values().length)];
    }

    private String anyone() {
        List<String> names = AUDIENCES.keySet().stream().sorted().toList();
        return names.get(random.nextInt(names.size()));
    }

    /** Some of the newest items, which the projection may not have yet. */
    private void markItems() {
        String name = anyone();
        List<InboxModel.Entry> items = model.itemsOf(name);
        if (items.isEmpty()) {
            return;
        }
        Set<InboxModel.Entry> chosen = new HashSet<>();
        IntStream.range(0, 1 + random.nextInt(4))
                .forEach(i -> chosen.add(items.get(random.nextInt(Math.min(20, items.size())))));
        StateAction action = action();
        user(name).mark(action.label(), chosen.stream().map(InboxModel.Entry::item).toArray(String[]::new));
        model.mark(name, action, chosen::contains);
    }

    private void markUpto() {
        String name = anyone();
        StateAction action = action();
        String cursor = user(name).ask("/counts").getString("cursor");
        Cursor upto = Cursor.parse(cursor).orElseThrow();
        user(name).markUpto(action.label(), cursor);
        model.mark(name, action, entry -> entry.isBefore(upto));
    }

    private void killPod() {
        tidings.kill();
        IntStream.range(0, 3).forEach(i -> publish());
        tidings = setup().port(tidings.port()).startReady();
        awaitAnswers();
        devices.forEach((name, list) -> list.forEach(device -> device.reconnect(user(name))));
    }

    private void killDatabase() {
        postgres.kill();
        IntStream.range(0, 3).forEach(i -> publish());
        postgres.start();
        awaitAnswers();
    }

    private void awaitAnswers() {
        await().atMost(PATIENCE).until(() -> user("ada").get("/counts").status() == 200);
    }

    private void rest(int step) {
        devices.forEach((name, list) -> {
            String at = "seed " + SEED + ", step " + step + ", " + name;
            InboxUser user = user(name);
            await().atMost(PATIENCE).untilAsserted(() -> {
                for (ItemFilter filter : ItemFilter.values()) {
                    assertThat(user.events("?limit=200&filter=" + filter.label()))
                            .as("%s, %s", at, filter)
                            .isEqualTo(model.listed(name, filter));
                }
                JsonObject counts = user.ask("/counts");
                assertThat(counts.getInteger("unread")).as(at).isEqualTo(model.unread(name));
                assertThat(counts.getInteger("unseen")).as(at).isEqualTo(model.unseen(name));
            });
            for (InboxDevice device : list) {
                device.receive();
                assertThat(device.events)
                        .as(at)
                        .containsExactlyInAnyOrderElementsOf(model.itemsOf(name).stream()
                                .map(InboxModel.Entry::event)
                                .toList());
                assertThat(device.badge()).as(at).isEqualTo(model.unread(name));
            }
        });
    }
}
