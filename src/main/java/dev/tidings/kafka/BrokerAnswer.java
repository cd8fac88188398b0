package dev.tidings.kafka;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Waits for answers of Kafka's admin client. */
public final class BrokerAnswer {
    private BrokerAnswer() {}

    /**
     * Returns the answer, or throws the failure that the client reports.
     *
     * @throws TimeoutException there is no answer in time
     * @throws InterruptException the thread was interrupted
     */
    public static <T> T await(CompletionStage<T> answer, Duration patience) {
        try {
            return answer.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("broker: no answer in " + patience, e);
        }
    }
}
