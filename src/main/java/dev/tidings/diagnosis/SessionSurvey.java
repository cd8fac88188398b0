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
 * The answers of open sessions about their state, each computed on its loop.
 *
 * @param silent number of sessions that did not answer in time
 * @param unqueried number of sessions that were not queried
 */
record SessionSurvey(List<SessionView> views, int silent, int unqueried) {
    /** Bound of queried sessions: for an event for everyone a sample is queried, so that loops are not held up. */
    static final int MAX_QUERIED = 1000;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Queries the sessions, and waits a bounded time for their loops. Never call it on one of them. */
    static SessionSurvey of(Collection<Session> sessions) throws InterruptedException {
        List<CompletableFuture<Optional<SessionView>>> answers =
                sessions.stream().limit(MAX_QUERIED).map(Session::requestView).toList();
        return of(answers, Math.max(0, sessions.size() - answers.size()), PATIENCE);
    }

    static SessionSurvey of(List<CompletableFuture<Optional<SessionView>>> answers, int unqueried, Duration patience)
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
        return new SessionSurvey(views, silent, unqueried);
    }
}
