package dev.tidings.chaos;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that one client has seen, as it came. Written by the clients' thread, read by any. */
final class Diary {
    /** What came of one audience. */
    private static final class Page {
        private final BitSet seen = new BitSet();
        private final Map<Integer, Integer> lastOfPartition = new HashMap<>();
    }

    private final Map<String, Page> pages = new HashMap<>();
    private final List<String> gaps = new ArrayList<>();
    private final Map<Integer, Integer> closeCodes = new HashMap<>();
    private final List<String> errors = new ArrayList<>();
    private final List<Long> closedMillis = new ArrayList<>();
    private int received;
    private int repeated;
    private int outOfOrder;
    private int foreign;

    Diary(List<String> audiences) {
        audiences.forEach(audience -> pages.put(audience, new Page()));
    }

    synchronized void event(Numbered event) {
        received++;
        Page page = pages.get(event.audience());
        if (page == null) {
            foreign++;
        } else if (page.seen.get(event.number())) {
            repeated++;
        } else {
            page.seen.set(event.number());
            Integer before = page.lastOfPartition.put(event.partition(), event.number());
            outOfOrder += before != null && before > event.number() ? 1 : 0;
        }
    }

    /** It brought a cursor, and was told that it could not go on there. */
    synchronized void gap(String reason) {
        gaps.add(reason);
    }

    synchronized void error(String code) {
        errors.add(code);
    }

    /** A session that had begun has ended. */
    synchronized void closed(int code) {
        closeCodes.merge(code, 1, Integer::sum);
    }

    /** Between the end of a session and the welcome of the next one. */
    synchronized void wasClosed(long millis) {
        closedMillis.add(millis);
    }

    /** The numbers of {@code sent} that never came. */
    synchronized BitSet missing(String audience, BitSet sent) {
        BitSet missing = (BitSet) sent.clone();
        Page page = pages.get(audience);
        if (page != null) {
            missing.andNot(page.seen);
        }
        return missing;
    }

    /** How many of these numbers came. */
    synchronized int cameOf(String audience, BitSet numbers) {
        return numbers.cardinality() - missing(audience, numbers).cardinality();
    }

    synchronized List<String> audiences() {
        return List.copyOf(pages.keySet());
    }

    synchronized int received() {
        return received;
    }

    synchronized int repeated() {
        return repeated;
    }

    synchronized int outOfOrder() {
        return outOfOrder;
    }

    synchronized int foreign() {
        return foreign;
    }

    synchronized List<String> gaps() {
        return List.copyOf(gaps);
    }

    synchronized List<String> errors() {
        return List.copyOf(errors);
    }

    synchronized Map<Integer, Integer> closeCodes() {
        return Map.copyOf(closeCodes);
    }

    synchronized List<Long> closedMillis() {
        return List.copyOf(closedMillis);
    }
}
