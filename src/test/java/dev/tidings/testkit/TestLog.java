package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A log of a test's own: topics that no other test uses. */
public record TestLog(Broker broker, String notifications, String announcements, String control) {
    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json; charset=UTF-8");

    public static TestLog create() {
        return create(Broker.shared());
    }

    public static TestLog create(Broker broker) {
        TestLog log = new TestLog(
                broker,
                broker.newTopic("notifications", 4),
                broker.newTopic("announcements", 2),
                broker.newTopic("control", 1));
        log.createTopicsOfIntake();
        return log;
    }

    /** Creates the topics with their default names, on a broker where nobody else has done so. */
    public static TestLog withDefaultNames(Broker broker) {
        TestLog log = new TestLog(broker, "notifications", "announcements", "notifications.control");
        broker.createTopic(log.notifications, 4);
        broker.createTopic(log.announcements, 2);
        broker.createTopic(log.control, 1);
        log.createTopicsOfIntake();
        return log;
    }

    private void createTopicsOfIntake() {
        broker.createTopic(deadLetters(), 2);
        broker.createTopic(retries(), 2);
        broker.createTopic(seen(), 2);
    }

    public String deadLetters() {
        return notifications + ".dead-letters";
    }

    public String retries() {
        return notifications + ".retries";
    }

    public String seen() {
        return notifications + ".seen";
    }

    /** Sets a process up to read it. */
    public TidingsProcess.Setup readBy(TidingsProcess.Setup setup) {
        return setup.env("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())
                .env("TIDINGS_TOPICS_NOTIFICATIONS", notifications)
                .env("TIDINGS_TOPICS_ANNOUNCEMENTS", announcements)
                .env("TIDINGS_TOPICS_CONTROL", control)
                .env("TIDINGS_TOPICS_DEAD_LETTERS", deadLetters())
                .env("TIDINGS_TOPICS_RETRIES", retries())
                .env("TIDINGS_TOPICS_SEEN", seen());
    }

    /** A plain JSON value for a user. */
    public RecordMetadata plain(String user, String json) {
        return broker.produce(notifications, user, Map.of(), json.getBytes(UTF_8));
    }

    /** A structured CloudEvent for a user. */
    public RecordMetadata structured(String user, String json) {
        return broker.produce(notifications, user, STRUCTURED, json.getBytes(UTF_8));
    }

    /** A structured CloudEvent with this id, for a user. */
    public RecordMetadata event(String user, String id) {
        return structured(user, cloudEvent(id));
    }

    /** A structured CloudEvent with this id, for {@code everyone} or {@code group:<name>}. */
    public RecordMetadata announce(String audience, String id) {
        return broker.produce(
                announcements, audience, STRUCTURED, cloudEvent(id).getBytes(UTF_8));
    }

    /** The same event in each partition of the announcements. */
    public void announceInEachPartition(String audience, String id) {
        for (int partition = 0; partition < partitionsOfAnnouncements(); partition++) {
            ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                    announcements,
                    partition,
                    audience.getBytes(UTF_8),
                    cloudEvent(id).getBytes(UTF_8));
            STRUCTURED.forEach((name, text) -> message.headers().add(name, text.getBytes(UTF_8)));
            var unused = broker.producer().send(message);
        }
        broker.producer().flush();
    }

    public int partitionsOfAnnouncements() {
        return broker.producer().partitionsFor(announcements).size();
    }

    /** Any record for a user. */
    public RecordMetadata record(@Nullable String key, Map<String, String> headers, byte @Nullable [] value) {
        return broker.produce(notifications, key, headers, value);
    }

    /** A structured CloudEvent for a user in a partition of one's choice. */
    public RecordMetadata eventIn(int partition, String user, String id) {
        return broker.produceTo(
                partition, notifications, user, STRUCTURED, cloudEvent(id).getBytes(UTF_8));
    }

    /** Returns a partition of the notifications in which neither placement puts this user. */
    public int strayPartition(String user) {
        byte[] key = user.getBytes(UTF_8);
        int partitions = broker.producer().partitionsFor(notifications).size();
        return IntStream.range(0, partitions)
                .filter(i -> i != Placement.MURMUR2.partition(key, partitions))
                .filter(i -> i != Placement.CRC32.partition(key, partitions))
                .findFirst()
                .orElseThrow();
    }

    /** As {@link #structured}, without waiting; see {@link #flush}. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public void send(Placement placement, String user, String json) {
        broker.send(placement, notifications, user, STRUCTURED, json.getBytes(UTF_8));
    }

    /** As {@link #announce}, without waiting. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public void sendAnnouncement(String audience, String id) {
        broker.send(
                Placement.MURMUR2,
                announcements,
                audience,
                STRUCTURED,
                cloudEvent(id).getBytes(UTF_8));
    }

    /** A record as it is, without waiting. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public void send(@Nullable Integer partition, byte @Nullable [] key, byte @Nullable [] value) {
        broker.producer().send(new ProducerRecord<>(notifications, partition, key, value));
    }

    /** Until all that was sent is written. */
    public void flush() {
        broker.producer().flush();
    }

    public static String cloudEvent(String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id
                + "\",\"source\":\"/test\",\"type\":\"test\",\"data\":{\"n\":1}}";
    }
}
