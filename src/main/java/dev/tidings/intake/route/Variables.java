package dev.tidings.intake.route;

import dev.cel.runtime.CelVariableResolver;
import dev.tidings.event.Utf8;
import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.Document;
import dev.tidings.intake.format.KeyReader;
import dev.tidings.intake.format.SourceHeader;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.format.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The variables of expressions for one document; each is computed at its first use. */
final class Variables implements CelVariableResolver {
    static final String KEY = "key";
    static final String HEADERS = "headers";
    static final String VALUE = "value";
    static final String EVENT = "event";
    static final String TOPIC = "topic";
    static final String PARTITION = "partition";
    static final String OFFSET = "offset";
    static final String TIMESTAMP = "timestamp";
    static final List<String> NAMES = List.of(KEY, HEADERS, VALUE, EVENT, TOPIC, PARTITION, OFFSET, TIMESTAMP);

    private final SourceRecord record;
    private final Document document;
    private final KeyReader keys;
    private @Nullable Object key;
    private @Nullable Exception keyFailure;
    private @Nullable Map<String, String> headers;
    private @Nullable Object value;

    Variables(SourceRecord record, Document document, KeyReader keys) {
        this.record = record;
        this.document = document;
        this.keys = keys;
    }

    SourceRecord record() {
        return record;
    }

    Document document() {
        return document;
    }

    Instant timestamp() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /**
     * Returns the failure to read the key for an expression, or null. A different value in place of the key would name
     * another user.
     *
     * @throws UnavailableException the key cannot be read now
     */
    @Nullable
    DeadException keyFailure() {
        if (keyFailure instanceof UnavailableException unavailable) {
            throw unavailable;
        }
        return (DeadException) keyFailure;
    }

    /** Returns the likely format of the key if this text, which is not a user, came from it; otherwise null. */
    @Nullable
    String withKeySuspicion(String text) {
        return key instanceof String read && !read.isEmpty() && text.contains(read) ? keys.suspicion(record) : null;
    }

    @Override
    public Optional<Object> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case VALUE -> value();
                    case KEY -> key();
                    case HEADERS -> headers();
                    case EVENT -> document.attributes();
                    case TOPIC -> record.place().topic();
                    case PARTITION -> (long) record.place().partition();
                    case OFFSET -> record.place().offset();
                    case TIMESTAMP -> timestamp();
                    default -> null;
                });
    }

    private Object value() {
        if (value == null) {
            value = Nulls.toCel(document.value());
        }
        return value;
    }

    /** Returns the key; CEL wraps exceptions, so the original is kept. */
    private Object key() {
        if (key == null) {
            try {
                key = Nulls.toCel(keys.read(record));
            } catch (DeadException | UnavailableException e) {
                keyFailure = e;
                throw new IllegalArgumentException("key");
            }
        }
        return key;
    }

    /** Returns the headers as text; of a repeated name the last counts, and a value that is not UTF-8 is left out. */
    private Map<String, String> headers() {
        if (headers == null) {
            headers = new HashMap<>();
            for (SourceHeader each : record.headers()) {
                byte[] bytes = each.value();
                if (bytes != null && Utf8.isWellFormed(bytes, 0, bytes.length)) {
                    headers.put(each.name(), new String(bytes, StandardCharsets.UTF_8));
                } else {
                    headers.remove(each.name());
                }
            }
        }
        return headers;
    }
}
