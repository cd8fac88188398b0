package dev.tidings.event;

/** One partition of the log. */
public record Partition(Topic topic, int number) {
    /** Dense and stable, so that arrays and cursors can hold a partition as one small number. */
    public int id() {
        return number << 1 | topic.code();
    }

    /** The partition with that {@link #id()}. */
    public static Partition of(int id) {
        return new Partition((id & 1) == 0 ? Topic.NOTIFICATIONS : Topic.ANNOUNCEMENTS, id >>> 1);
    }

    /** As Kafka writes it, with the topic's name here: {@code notifications-3}. */
    @Override
    public String toString() {
        return topic.label() + "-" + number;
    }
}
