package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SchemaCacheTest {
    private final AtomicLong now = new AtomicLong();
    private final List<Integer> asked = new ArrayList<>();
    private boolean registered;

    private final SchemaCache<String> schemas = new SchemaCache<>(
            id -> {
                asked.add(id);
                return registered ? new SchemaText("AVRO", "text", List.of()) : null;
            },
            SchemaText::text,
            new SchemaCache.Memory(2, Duration.ofSeconds(10), now::get));

    @Test
    void anIdThatIsRegisteredAMomentLaterIsFoundThen() throws DeadException {
        assertThatExceptionOfType(DeadException.class).isThrownBy(() -> schemas.byId(new SchemaId.Numbered(1)));
        registered = true;
        now.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThatExceptionOfType(DeadException.class).isThrownBy(() -> schemas.byId(new SchemaId.Numbered(1)));
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(schemas.byId(new SchemaId.Numbered(1))).isEqualTo("text");
        assertThat(asked).containsExactly(1, 1);
    }

    @Test
    void theNumberOfCachedSchemasIsBounded() throws DeadException {
        registered = true;
        for (int id = 0; id < 100; id++) {
            schemas.byId(new SchemaId.Numbered(id));
        }
        assertThat(schemas.size()).isLessThanOrEqualTo(2);
    }
}
