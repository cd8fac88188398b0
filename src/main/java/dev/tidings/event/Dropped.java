package dev.tidings.event;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** The number of attributes that were left out of an event, by reason. */
public record Dropped(Map<DropReason, Integer> counts) {
    /** The value for most events; one shared object, so that it costs no memory. */
    public static final Dropped NONE = new Dropped(Map.of());

    public Dropped {
        counts = counts.isEmpty() ? Map.of() : Map.copyOf(counts);
    }

    Dropped and(DropReason reason) {
        Map<DropReason, Integer> more = new EnumMap<>(DropReason.class);
        more.putAll(counts);
        more.merge(reason, 1, Integer::sum);
        return new Dropped(more);
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    public void forEach(ObjIntConsumer<DropReason> action) {
        counts.forEach(action::accept);
    }
}
