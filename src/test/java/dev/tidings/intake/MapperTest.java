package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.intake.deadletter.DeadLetterFactory;
import dev.tidings.intake.deadletter.OversizedRecords.Cause;
import dev.tidings.intake.format.DeadReason;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.format.UnavailableException;
import dev.tidings.intake.limit.Limiter;
import dev.tidings.intake.memory.DeduplicationWindow;
import dev.tidings.intake.route.Limits;
import dev.tidings.intake.route.Limits.Excess;
import dev.tidings.intake.route.Limits.Rate;
import dev.tidings.intake.route.Mapping;
import dev.tidings.intake.route.Route;
import dev.tidings.intake.route.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MapperTest {
    private static final String RETRIES = "retries";
    private static final int EVENT_BYTES = 2_000;

    private final CountingMetrics metrics = new CountingMetrics();
    private final IntakeMemory memory = new IntakeMemory(
            new DeduplicationWindow(Duration.ofHours(1), 10_000, count -> {}), new Limiter(1000, 1000, metrics));
    private final Mapper mapper = new Mapper(
            memory,
            new Mapper.SizeLimits(EVENT_BYTES, 100_000),
            RETRIES,
            new DeadLetterFactory("dead"),
            new FaultLog(System::nanoTime));
    private final Routes routes = TestRoutes.of(TestRoute.named("orders"), "orders");
    private long offset;

    private ConsumerRecord<byte[], byte[]> record(String topic, byte @Nullable [] value, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                topic,
                0,
                offset++,
                1_000,
                TimestampType.CREATE_TIME,
                0,
                0,
                "key".getBytes(UTF_8),
                value,
                all,
                Optional.empty());
    }

    private ConsumerRecord<byte[], byte[]> order(String value) {
        return record("orders", value.getBytes(UTF_8), Map.of());
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private final Batch map(Routes by, ConsumerRecord<byte[], byte[]>... records) {
        return map(Stream.of(records).iterator(), by);
    }

    private Batch map(Iterator<ConsumerRecord<byte[], byte[]>> records, Routes by) {
        Batch batch = new Batch();
        mapper.map(records, by, batch, 5_000);
        return batch;
    }

    /** As after the commit. */
    private void written(Batch batch) {
        memory.commit(batch, 5_000);
    }

    private static String header(Batch.Letter letter, String name) {
        List<Header> all = StreamSupport.stream(
                        letter.record().headers().headers(name).spliterator(), false)
                .toList();
        return all.size() == 1 ? new String(all.get(0).value(), UTF_8) : all.toString();
    }

    @Test
    void eachRecordIsMappedFilteredDuplicatedOrDead() {
        Batch batch = map(
                routes,
                order(TestRoute.value("alice", "1")),
                order("{\"skip\":true}"),
                order(TestRoute.value("alice", "1")),
                order("{"),
                order("{\"to\":[\"bob\",\"carol\"],\"id\":\"2\"}"));
        Tally tally = batch.tally("orders");
        assertThat(Stream.of(MappingOutcome.values()).map(tally::of)).containsExactly(2, 1, 1, 0, 1);
        assertThat(tally.records()).isEqualTo(5);
        assertThat(tally.of(DeadReason.UNREADABLE)).isEqualTo(1);
        assertThat(batch.events()).extracting(sent -> sent.event().key()).containsExactly("alice", "bob", "carol");
        assertThat(batch.nextOffsets()).isEqualTo(Map.of(new TopicPartition("orders", 0), 5L));
    }

    @Test
    void whatWasWrittenBeforeIsDuplicatedAndWhatWasNotIsMappedAgain() {
        map(routes, order(TestRoute.value("alice", "1")));
        Batch again = map(routes, order(TestRoute.value("alice", "1")));
        assertThat(again.tally("orders").of(MappingOutcome.MAPPED)).isEqualTo(1);
        written(again);
        Batch repeated = map(routes, order(TestRoute.value("alice", "1")));
        assertThat(repeated.tally("orders").of(MappingOutcome.DUPLICATED)).isEqualTo(1);
        assertThat(repeated.events()).isEmpty();
    }

    @Test
    void whatTheLimitsTakeIsSuppressedUnlessSomethingElseOfItWasWritten() {
        Routes limited =
                TestRoutes.of(new TestRoute("orders", new Limits(null, new Rate(1, 60_000), Excess.DROP)), "orders");
        Batch batch = map(
                limited,
                order(TestRoute.value("alice", "1")),
                order(TestRoute.value("alice", "2")),
                order("{\"to\":[\"alice\",\"bob\"],\"id\":\"3\"}"));
        Tally tally = batch.tally("orders");
        assertThat(tally.of(MappingOutcome.MAPPED)).isEqualTo(2);
        assertThat(tally.of(MappingOutcome.SUPPRESSED)).isEqualTo(1);
        assertThat(tally.suppressed()).isEqualTo(2);
        assertThat(tally.events()).isEqualTo(2);
    }

    @Test
    void aDeadLetterIsTheRecordWithWhatBecameOfIt() {
        Batch batch =
                map(routes, record("orders", "{".getBytes(UTF_8), Map.of("trace", "t", "tidings_route", "forged")));
        assertThat(batch.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.record().topic()).isEqualTo("dead");
            assertThat(letter.record().key()).isEqualTo("key".getBytes(UTF_8));
            assertThat(letter.record().value()).isEqualTo("{".getBytes(UTF_8));
            assertThat(header(letter, "trace")).isEqualTo("t");
            assertThat(header(letter, "tidings_reason")).isEqualTo("unreadable");
            assertThat(header(letter, "tidings_message")).isEqualTo("not JSON");
            assertThat(header(letter, "tidings_route")).isEqualTo("orders");
            assertThat(header(letter, "tidings_topic")).isEqualTo("orders");
            assertThat(header(letter, "tidings_partition")).isEqualTo("0");
            assertThat(header(letter, "tidings_offset")).isEqualTo("0");
            assertThat(header(letter, "tidings_timestamp")).isEqualTo("1000");
        });
    }

    @Test
    void aRetryIsMappedByItsRouteAsIfItHadJustComeFromWhereItWas() {
        Route unused = TestRoute.named("other");
        Routes two = new TestRoutes(Map.of("orders", List.of(unused, TestRoute.named("orders"))));
        Map<String, String> headers = Map.of(
                "tidings_route", "orders",
                "tidings_topic", "orders",
                "tidings_partition", "7",
                "tidings_offset", "99",
                "tidings_timestamp", "4");
        Batch good = map(two, record(RETRIES, TestRoute.value("alice", "1").getBytes(UTF_8), headers));
        assertThat(good.tallies()).containsOnlyKeys("orders");
        assertThat(good.events()).hasSize(1);
        Batch bad = map(two, record(RETRIES, "{".getBytes(UTF_8), headers));
        assertThat(bad.letters()).singleElement().satisfies(letter -> {
            assertThat(header(letter, "tidings_partition")).isEqualTo("7");
            assertThat(header(letter, "tidings_offset")).isEqualTo("99");
            assertThat(header(letter, "tidings_timestamp")).isEqualTo("4");
            assertThat(header(letter, "tidings_reason")).isEqualTo("unreadable");
        });
    }

    @Test
    void aRetryForNobodyIsADeadLetterAgain() {
        byte[] value = TestRoute.value("alice", "1").getBytes(UTF_8);
        Map<String, String> gone = Map.of(
                "tidings_route", "gone", "tidings_topic", "orders", "tidings_partition", "7", "tidings_offset", "99");
        Batch batch = map(
                routes,
                record(RETRIES, value, Map.of()),
                record(RETRIES, value, Map.of("tidings_route", "orders", "tidings_topic", "orders")),
                record(
                        RETRIES,
                        value,
                        Map.of(
                                "tidings_route", "orders",
                                "tidings_topic", "orders",
                                "tidings_partition", "-1",
                                "tidings_offset", "x")),
                record(RETRIES, value, gone));
        assertThat(batch.tallies()).containsOnlyKeys(IntakeMetrics.NO_ROUTE);
        assertThat(batch.tally(IntakeMetrics.NO_ROUTE).of(DeadReason.NO_ROUTE)).isEqualTo(4);
        assertThat(batch.letters())
                .extracting(letter -> header(letter, "tidings_message"))
                .containsExactly(
                        "header tidings_route: missing or unreadable (expected: a route's name)",
                        "header tidings_partition: missing or unreadable (expected: a number)",
                        "header tidings_partition: missing or unreadable (expected: a number)",
                        "route: gone (expected: a route that maps topic orders)");
        assertThat(header(batch.letters().get(3), "tidings_route")).isEqualTo("gone");
    }

    @Test
    void aRouteThatThrowsMakesADeadLetterAndStopsNobody() {
        Route broken = new Route() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Mapping map(SourceRecord record) {
                if (record.place().offset() == 0) {
                    throw new IllegalStateException("secret");
                }
                throw new StackOverflowError();
            }

            @Override
            public Limits limits() {
                return Limits.NONE;
            }
        };
        Batch batch = map(TestRoutes.of(broken, "orders"), order("{}"), order("{}"));
        assertThat(batch.tally("broken").of(DeadReason.INTERNAL)).isEqualTo(2);
        assertThat(batch.letters())
                .extracting(letter -> header(letter, "tidings_message"))
                .containsExactly("IllegalStateException in Tidings", "StackOverflowError in Tidings");
    }

    @Test
    void whatCannotBeToldNowIsForTheCallerToTryAgain() {
        Route away = new Route() {
            @Override
            public String name() {
                return "away";
            }

            @Override
            public Mapping map(SourceRecord record) {
                throw new UnavailableException("registry", new IllegalStateException());
            }

            @Override
            public Limits limits() {
                return Limits.NONE;
            }
        };
        assertThatThrownBy(() -> map(TestRoutes.of(away, "orders"), order("{}")))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void anEventThatNoSessionWouldTakeIsDeadAsAWhole() {
        String text = "x".repeat(EVENT_BYTES);
        Batch batch = map(routes, order("{\"to\":[\"a\",\"b\"],\"id\":\"1\",\"text\":\"" + text + "\"}"));
        assertThat(batch.events()).isEmpty();
        assertThat(batch.tally("orders").of(DeadReason.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void whatTheBrokerRefusesIsADeadLetterAndThenOneWithoutItsValue() {
        ConsumerRecord<byte[], byte[]> record = order(TestRoute.value("alice", "1"));
        Cause cause = new Cause(new SourceRecord.Place("orders", 0, 0), "orders");
        assertThat(memory.oversized().reduce(cause)).isTrue();
        Batch dead = map(routes, record);
        assertThat(dead.events()).isEmpty();
        assertThat(dead.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.record().value()).isNotNull();
            assertThat(letter.cause()).isEqualTo(cause);
        });
        assertThat(memory.oversized().reduce(cause)).isTrue();
        Batch omitted = map(routes, record);
        assertThat(omitted.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.record().value()).isNull();
            assertThat(header(letter, "tidings_value_omitted")).isEqualTo(Integer.toString(record.value().length));
        });
        assertThat(memory.oversized().reduce(cause)).isTrue();
        assertThat(map(routes, record).letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.record().key()).isNull());
        assertThat(memory.oversized().reduce(cause))
                .as("there is no smaller form")
                .isFalse();
        memory.oversized().release(Map.of(new TopicPartition("orders", 0), 0L));
        assertThat(map(routes, record).letters()).hasSize(1);
        memory.oversized().release(Map.of(new TopicPartition("orders", 0), 1L));
        assertThat(map(routes, record).events()).hasSize(1);
    }

    @Test
    void aDeadLetterWithoutItsValueCannotBeHealed() {
        Batch batch = map(
                routes,
                record(
                        RETRIES,
                        null,
                        Map.of(
                                "tidings_route", "orders",
                                "tidings_topic", "orders",
                                "tidings_partition", "7",
                                "tidings_offset", "99",
                                "tidings_value_omitted", "5000000")));
        assertThat(batch.tally("orders").of(DeadReason.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void aBatchEndsWhereItIsFullAndTheNextGoesOn() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            records.add(order("{\"to\":[\"a\"],\"id\":\"" + i + "\",\"text\":\"" + "x".repeat(1_000) + "\"}"));
        }
        Iterator<ConsumerRecord<byte[], byte[]>> rest = records.iterator();
        int read = 0;
        int batches = 0;
        while (rest.hasNext()) {
            Batch batch = map(rest, routes);
            assertThat(batch.bytes()).isLessThan(102_000);
            read += batch.tally("orders").records();
            batches++;
        }
        assertThat(read).isEqualTo(500);
        assertThat(batches).isEqualTo(6);
    }

    @Test
    void whateverComesEachRecordIsInExactlyOneOutcome() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Routes limited = TestRoutes.of(
                new TestRoute("orders", new Limits(new Rate(500, 1), new Rate(2, 1000), Excess.COLLAPSE)), "orders");
        for (int i = 0; i < 5_000; i++) {
            Batch batch = map(limited, Garbage.record(random, random.nextBoolean() ? "orders" : RETRIES, i));
            assertThat(batch.tallies().values().stream()
                            .mapToInt(Tally::records)
                            .sum())
                    .isEqualTo(1);
            written(batch);
        }
    }
}
