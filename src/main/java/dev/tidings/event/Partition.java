package dev.tidings.event;

/** One partition of the log. */
public record Partition(Topic topic, int number) {
    /** Returns a dense and stable number, with which arrays and cursors represent a partition. */
    public int id() {
        return number << 1 | topic.code();
    }

    /** Returns the partition with that {@link #id()}. */
    public static Partition of(int id) {
        return new Partition((id & 1) == 0 ? Topic.NOTIFICATIONS : Topic.ANNOUNCEMENTS, id >>> 1);
    }

    /** Returns the partition in Kafka's form, with the topic's name in Tidings: {@code notifications-3}. */
    @Override
    public String toString() {
        return topic.label() + "-" + number;
    }
}
