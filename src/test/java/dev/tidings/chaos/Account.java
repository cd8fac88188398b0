package dev.tidings.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What all clients together have seen of what was sent.
 *
 * @param sessions clients, each with one session at a time
 * @param records what the log has taken
 * @param due what the clients were to receive: an announcement counts for each of its receivers
 * @param received what came of it, and again
 * @param repeated what came although it had come before
 * @param outOfOrder what came after a later one of the same audience and partition
 * @param missing what never came
 * @param foreign what came to a client that is not of its audience
 * @param gaps gaps told: welcomes that did not resume although a cursor was brought, by reason
 * @param closeCodes how sessions ended, by code
 * @param closed how long clients were without a session, each time
 */
record Account(
        int sessions,
        int records,
        int due,
        int received,
        int repeated,
        int outOfOrder,
        int missing,
        int foreign,
        Map<String, Long> gaps,
        Map<Integer, Integer> closeCodes,
        List<Long> closed,
        List<String> problems) {
    private static final BitSet NOTHING = new BitSet();

    static Account of(Crowd crowd, Sent sent) {
        List<Diary> diaries = crowd.followers().stream().map(Follower::diary).toList();
        Map<String, BitSet> byAudience = diaries.stream()
                .flatMap(diary -> diary.audiences().stream())
                .distinct()
                .collect(Collectors.toMap(audience -> audience, sent::of));
        Function<String, BitSet> numbers = audience -> byAudience.getOrDefault(audience, NOTHING);
        Map<Integer, Integer> codes = new TreeMap<>();
        diaries.forEach(diary -> diary.closeCodes().forEach((code, count) -> codes.merge(code, count, Integer::sum)));
        return new Account(
                diaries.size(),
                sent.records(),
                diaries.stream().mapToInt(diary -> due(diary, numbers)).sum(),
                diaries.stream()
                        .mapToInt(diary -> diary.received() - excused(diary, sent))
                        .sum(),
                diaries.stream().mapToInt(Diary::repeated).sum(),
                diaries.stream().mapToInt(Diary::outOfOrder).sum(),
                diaries.stream().mapToInt(diary -> missing(diary, numbers)).sum(),
                diaries.stream().mapToInt(Diary::foreign).sum(),
                diaries.stream()
                        .flatMap(diary -> diary.gaps().stream())
                        .collect(Collectors.groupingBy(gap -> gap, TreeMap::new, Collectors.counting())),
                codes,
                diaries.stream()
                        .flatMap(diary -> diary.closedMillis().stream())
                        .sorted()
                        .toList(),
                problems(crowd, sent, numbers));
    }

    private static int due(Diary diary, Function<String, BitSet> numbers) {
        return diary.audiences().stream()
                .mapToInt(audience -> numbers.apply(audience).cardinality())
                .sum();
    }

    private static int missing(Diary diary, Function<String, BitSet> numbers) {
        return diary.audiences().stream()
                .mapToInt(audience ->
                        diary.missing(audience, numbers.apply(audience)).cardinality())
                .sum();
    }

    private static int excused(Diary diary, Sent sent) {
        return diary.audiences().stream()
                .mapToInt(audience -> diary.cameOf(audience, sent.excused(audience)))
                .sum();
    }

    /** For whoever looks for the cause: the first few of each kind. */
    private static List<String> problems(Crowd crowd, Sent sent, Function<String, BitSet> numbers) {
        List<String> problems = crowd.followers().stream()
                .flatMap(follower -> follower.diary().audiences().stream()
                        .map(audience -> follower + " misses of " + audience + " "
                                + follower.diary().missing(audience, numbers.apply(audience))))
                .filter(line -> !line.endsWith("{}"))
                .limit(10)
                .collect(Collectors.toList());
        crowd.followers().stream()
                .filter(follower -> follower.goneForGood() != 0)
                .limit(10)
                .forEach(follower -> problems.add(follower + " was told not to come back: " + follower.goneForGood()));
        crowd.followers().stream()
                .filter(follower -> !follower.isWelcomed())
                .limit(10)
                .forEach(follower -> problems.add(follower + " has no session in the end"));
        crowd.followers().stream()
                .flatMap(follower ->
                        follower.diary().errors().stream().map(error -> follower + " was told an error: " + error))
                .limit(10)
                .forEach(problems::add);
        sent.failures().stream().limit(10).forEach(failure -> problems.add("not sent: " + failure));
        return problems;
    }

    int disconnects() {
        return closeCodes.values().stream().mapToInt(count -> count).sum();
    }

    long longestClosedMillis() {
        return closed.isEmpty() ? 0 : closed.get(closed.size() - 1);
    }

    long medianClosedMillis() {
        return closed.isEmpty() ? 0 : closed.get(closed.size() / 2);
    }

    /** Every event once, in order, to whom it is for; no gap; nobody sent away for good. */
    Account requireFlawless() {
        return requireNothingLost().requireNoGaps();
    }

    Account requireNothingLost() {
        assertThat(problems).as("%s", this).isEmpty();
        assertThat(List.of(missing, outOfOrder, foreign, repeated))
                .as("missing, out of order, foreign, repeated of %s", this)
                .containsOnly(0);
        assertThat(due).as("%s", this).isPositive().isEqualTo(received);
        return this;
    }

    private Account requireNoGaps() {
        assertThat(gaps).as("gaps told of %s", this).isEmpty();
        return this;
    }

    /** Sessions ended with these codes only. */
    Account requireCodes(Collection<Integer> allowed) {
        assertThat(allowed).as("close codes of %s", this).containsAll(closeCodes.keySet());
        return this;
    }
}
