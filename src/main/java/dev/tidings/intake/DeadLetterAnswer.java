package dev.tidings.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.event.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What is answered to questions about dead letters. */
final class DeadLetterAnswer {
    private DeadLetterAnswer() {}

    /**
     * The newest first.
     *
     * @param scanned how many were looked at for it
     * @param next what {@code before} has to be to go on; null where there are no more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(
            String topic,
            List<DeadLetter> deadLetters,
            int scanned,
            @Nullable String next) {}

    /** One with all that stands in it. */
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

    /** As they are, and as text where they are one. */
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
     * @param next what {@code before} has to be to go on; null where there are no more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Retried(List<Retry> retried, @Nullable String next) {}

    /**
     * @param position the dead letter's, which stays where it is
     * @param retry where the retry stands
     */
    record Retry(String position, String retry) {}
}
