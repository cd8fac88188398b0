package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.Audience;
import dev.tidings.event.Event;
import dev.tidings.event.EventReader;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Headline;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Reading;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Reserved;
import dev.tidings.event.StoredRecord;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.event.Utf8;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a record of the log means for the inbox, by the rules of the tail and those of the database. One thread
 * at a time.
 */
final class RecordGate {
    private static final int LONGEST_KEY = 512;
    private static final long FIRST = Instant.EPOCH.toEpochMilli();
    private static final long LAST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
    private static final String GROUP = "group:";

    private final int maxEventSize;
    private final Duration retention;
    private final Clock clock;
    private final HeaderBlock headers = new HeaderBlock();

    RecordGate(int maxEventSize, Duration retention, Clock clock) {
        this.maxEventSize = maxEventSize;
        this.retention = retention;
        this.clock = clock;
    }

    Projected read(
            ConsumerRecord<byte @Nullable [], byte @Nullable []> record, Partition partition, int generation) {
        byte[] key = record.key();
        if (key == null || key.length == 0) {
            return rejected(RejectReason.NO_KEY);
        }
        if (!Utf8.isWellFormed(key, 0, key.length)) {
            return rejected(RejectReason.KEY_NOT_UTF8);
        }
        String owner = owner(partition.topic(), new String(key, UTF_8));
        if (!Audience.isAudience(partition.topic(), Key.of(owner))) {
            return rejected(RejectReason.UNKNOWN_AUDIENCE);
        }
        copyHeaders(record);
        byte[] value = record.value();
        if (value == null && !headers.has(HeaderBlock.SPECVERSION)) {
            return rejected(RejectReason.TOMBSTONE);
        }
        int valueLength = value == null ? 0 : value.length;
        if ((long) key.length + headers.length() + valueLength > maxEventSize) {
            return rejected(RejectReason.TOO_LARGE);
        }
        UnfitReason unfit = unfit(owner, record.timestamp());
        return unfit == null ? event(record, partition, generation, owner) : new Projected.Unfit(unfit);
    }

    private static Projected rejected(RejectReason reason) {
        return new Projected.Rejected(new Unusable(reason));
    }

    /** Returns the key; a group's without slashes before its name, as the tail reads it. */
    private static String owner(Topic topic, String key) {
        return topic == Topic.ANNOUNCEMENTS && key.startsWith(GROUP)
                ? GROUP + Audience.groupName(key.substring(GROUP.length()))
                : key;
    }

    private static @Nullable UnfitReason unfit(String owner, long timestamp) {
        if (owner.indexOf('\0') >= 0) {
            return UnfitReason.KEY_WITH_NUL;
        }
        if (owner.getBytes(UTF_8).length > LONGEST_KEY) {
            return UnfitReason.KEY_TOO_LONG;
        }
        return timestamp < FIRST || timestamp >= LAST ? UnfitReason.BAD_TIMESTAMP : null;
    }

    private void copyHeaders(ConsumerRecord<?, ?> record) {
        headers.clear();
        for (Header header : record.headers()) {
            byte[] value = HeaderBlock.keeps(header.key()) ? header.value() : null;
            if (value != null) {
                headers.add(header.key(), value);
            }
        }
    }

    private Projected event(
            ConsumerRecord<?, byte @Nullable []> record, Partition partition, int generation, String owner) {
        Reading reading = EventReader.read(stored(record, partition));
        if (!(reading instanceof Event event)) {
            return new Projected.Rejected((Unusable) reading);
        }
        Headline headline = Headline.of(event);
        byte[] json = closed(event);
        if (headline.type().equals(Reserved.INBOX_TYPE)) {
            return change(record, partition, owner, json);
        }
        long now = clock.millis();
        if (event.isExpiredAt(now) || record.timestamp() < now - retention.toMillis()) {
            return new Projected.Outdated();
        }
        return new InboxRow(
                partition.id(),
                Generation.pos(generation, record.offset()),
                owner,
                record.timestamp(),
                event.terms().expires(),
                event.terms().collapseKey(),
                headline.type(),
                json);
    }

    private static Projected change(
            ConsumerRecord<?, ?> record, Partition partition, String owner, byte[] json) {
        if (partition.topic() != Topic.NOTIFICATIONS) {
            return rejected(RejectReason.RESERVED);
        }
        return StateChangeJson.read(
                        json, new UserId(owner), partition.id(), Instant.ofEpochMilli(record.timestamp()))
                .<Projected>map(change -> new Projected.Change(change, record.offset()))
                .orElseGet(() -> new Projected.Unfit(UnfitReason.NO_CHANGE));
    }

    /** Returns the record as the reader wants it: its headers and its value in one array. */
    private StoredRecord stored(ConsumerRecord<?, byte @Nullable []> record, Partition partition) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        int from = headers.length();
        byte[] bytes = value;
        if (from > 0) {
            bytes = Arrays.copyOf(headers.bytes(), from + value.length);
            System.arraycopy(value, 0, bytes, from, value.length);
        }
        return new StoredRecord(
                new Position(partition, record.offset()), record.timestamp(), bytes, 0, from, from + value.length);
    }

    private static byte[] closed(Event event) {
        byte[] json = Arrays.copyOfRange(event.json(), event.from(), event.from() + event.length() + 1);
        json[event.length()] = '}';
        return json;
    }
}
