package dev.tidings.window;

import dev.tidings.event.Audience;
import dev.tidings.event.Key;
import dev.tidings.event.Position;
import dev.tidings.event.Reading;
import java.time.Instant;

/** A record that a window holds, read again; {@code written} is its timestamp in the log. */
public record HeldRecord(Position position, String key, Instant written, Reading reading) {
    public Audience audience() {
        return new Audience(position.partition().topic(), Key.of(key));
    }
}
