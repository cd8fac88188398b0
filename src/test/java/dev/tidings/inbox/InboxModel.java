package dev.tidings.inbox;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What the inboxes of some users should hold, kept in plain collections. */
final class InboxModel {
    private static final Comparator<Entry> NEWEST_FIRST = Comparator.comparingLong(Entry::at)
            .thenComparingInt(Entry::part)
            .thenComparingLong(Entry::offset)
            .reversed();

    /** A written event; its owner is a user or an audience. */
    record Entry(String owner, String event, int part, long offset, long at) {
        String item() {
            return new ItemId(part, offset).toString();
        }

        boolean isBefore(Cursor cursor) {
            return offset < cursor.offsetIn(Partition.of(part));
        }
    }

    /** What one user did. */
    private static final class States {
        private final Set<Entry> read = new HashSet<>();
        private final Set<Entry> archived = new HashSet<>();
        private final Map<Integer, Long> seenTo = new HashMap<>();

        boolean isSeen(Entry entry) {
            return read.contains(entry) || entry.offset() < seenTo.getOrDefault(entry.part(), 0L);
        }
    }

    private final Map<String, List<String>> audiences;
    private final Map<String, States> states = new HashMap<>();
    private final List<Entry> written = new ArrayList<>();

    /** @param audiences those of each user, the own name among them */
    InboxModel(Map<String, List<String>> audiences) {
        this.audiences = audiences;
        audiences.keySet().forEach(user -> states.put(user, new States()));
    }

    void written(String owner, String event, Topic topic, RecordMetadata place) {
        int part = new Partition(topic, place.partition()).id();
        written.add(new Entry(owner, event, part, place.offset(), place.timestamp()));
    }

    /** All items of a user, whatever their states. */
    List<Entry> itemsOf(String user) {
        return written.stream()
                .filter(entry -> audiences.get(user).contains(entry.owner()))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    void mark(String user, StateAction action, Predicate<Entry> which) {
        itemsOf(user).stream().filter(which).forEach(entry -> mark(states.get(user), action, entry));
    }

    private static void mark(States of, StateAction action, Entry entry) {
        switch (action) {
            case SEEN -> of.seenTo.merge(entry.part(), entry.offset() + 1, Math::max);
            case READ -> of.read.add(entry);
            case UNREAD -> of.read.remove(entry);
            case ARCHIVE -> of.archived.add(entry);
            case UNARCHIVE -> of.archived.remove(entry);
        }
    }

    /** The ids of the events that a list has. */
    List<String> listed(String user, ItemFilter filter) {
        States of = states.get(user);
        return itemsOf(user).stream()
                .filter(entry -> switch (filter) {
                    case ALL -> !of.archived.contains(entry);
                    case UNREAD -> !of.archived.contains(entry) && !of.read.contains(entry);
                    case ARCHIVED -> of.archived.contains(entry);
                })
                .map(Entry::event)
                .toList();
    }

    int unread(String user) {
        return Math.min(Counts.MOST, listed(user, ItemFilter.UNREAD).size());
    }

    int unseen(String user) {
        States of = states.get(user);
        long unseen = itemsOf(user).stream()
                .filter(entry -> !of.archived.contains(entry) && !of.isSeen(entry))
                .count();
        return (int) Math.min(Counts.MOST, unseen);
    }
}
