package dev.tidings.diagnosis;

import dev.tidings.control.RemoteCount;
import java.util.List;

/**
 * What this pod says of the events that were asked about, of which there is one where a position was.
 *
 * @param elsewhere other pods that have said that they hold sessions of the user that it is about
 * @param scope what the answer leaves out
 */
record EventsAnswer(String pod, String asked, List<EventAnswer> events, List<RemoteCount> elsewhere, String scope) {
    static final String SCOPE = "the sessions of this pod only, each pod knows its own: ask the others too";
}
