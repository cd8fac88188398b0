package dev.tidings.diagnosis;

import dev.tidings.session.Session;
import dev.tidings.session.SessionView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What open sessions said of themselves, each on its loop.
 *
 * @param silent how many did not answer in time
 * @param unasked how many there are beside those that were asked
 */
record SessionSurvey(List<SessionView> views, int silent, int unasked) {
    /** An event for everyone is for all sessions of a pod: a sample of them is asked, so that loops are not held up. */
    static final int MAX_ASKED = 1000;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Waits for the loops, but not for long; never on one of them. */
    static SessionSurvey of(Collection<Session> sessions) throws InterruptedException {
        List<CompletableFuture<Optional<SessionView>>> answers =
                sessions.stream().limit(MAX_ASKED).map(Session::view).toList();
        return of(answers, Math.max(0, sessions.size() - answers.size()), PATIENCE);
    }

    static SessionSurvey of(List<CompletableFuture<Optional<SessionView>>> answers, int unasked, Duration patience)
            throws InterruptedException {
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
        try {
            all.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Those that have not answered are counted below.
        }
        List<SessionView> views = new ArrayList<>();
        int silent = 0;
        for (CompletableFuture<Optional<SessionView>> answer : answers) {
            if (answer.isDone() && !answer.isCompletedExceptionally()) {
                answer.join().ifPresent(views::add);
            } else {
                silent++;
            }
        }
        return new SessionSurvey(views, silent, unasked);
    }
}
