package dev.tidings.intake.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.event.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The answers to questions about dead letters. */
final class DeadLetterAnswer {
    private DeadLetterAnswer() {}

    /**
     * A list of dead letters, the newest first.
     *
     * @param scanned the number of dead letters that were examined
     * @param next the value of {@code before} for the next request; null at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(
            String topic,
            List<DeadLetter> deadLetters,
            int scanned,
            @Nullable String next) {}

    /** One dead letter with its whole content. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            DeadLetter deadLetter,
            List<NamedBytes> headers,
            @Nullable Bytes key,
            @Nullable Bytes value) {
        static Shown of(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
            List<NamedBytes> headers = new ArrayList<>();
            for (Header header : record.headers()) {
                headers.add(new NamedBytes(header.key(), Bytes.of(header.value())));
            }
            return new Shown(DeadLetter.of(record), headers, Bytes.of(record.key()), Bytes.of(record.value()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NamedBytes(String name, @Nullable Bytes value) {}

    /** Bytes in base64, and as text if they are UTF-8. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Bytes(String base64, @Nullable String text) {
        static @Nullable Bytes of(byte @Nullable [] bytes) {
            if (bytes == null) {
                return null;
            }
            boolean isText = Utf8.isWellFormed(bytes, 0, bytes.length);
            return new Bytes(
                    Base64.getEncoder().encodeToString(bytes),
                    isText ? new String(bytes, StandardCharsets.UTF_8) : null);
        }
    }

    /**
     * @param next the value of {@code before} for the next request; null at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Retried(List<Retry> retried, @Nullable String next) {}

    /**
     * @param position the position of the dead letter, which is kept
     * @param retry the position of the retry
     */
    record Retry(String position, String retry) {}
}
