package dev.tidings.diagnosis;

import dev.tidings.control.RemoteCount;
import java.util.List;

/**
 * The answer of this pod about the queried events; a position has exactly one event.
 *
 * @param elsewhere other pods that have announced sessions of the event's user
 * @param scope what the answer leaves out
 */
record EventsAnswer(String pod, String asked, List<EventAnswer> events, List<RemoteCount> elsewhere, String scope) {
    static final String SCOPE = "the sessions of this pod only; ask the other pods too";
}
