package dev.tidings.intake.route;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import dev.tidings.intake.format.Document;
import dev.tidings.intake.format.Format;
import dev.tidings.intake.format.Given;
import dev.tidings.intake.format.KeyFormat;
import dev.tidings.intake.format.KeyReader;
import dev.tidings.intake.format.Readers;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.format.ValueFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON, text and CloudEvents in structured mode, as simple as they can be. */
final class SomeFormats implements Readers {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public ValueFormat of(Format format) {
        return switch (format) {
            case JSON -> record -> List.of(new Document(json(record), Map.of()));
            case CLOUDEVENTS -> record -> events(json(record));
            case TEXT -> record -> List.of(new Document(text(record), Map.of()));
            default ->
                record -> {
                    throw new DeadException(DeadReason.UNREADABLE, format.label());
                };
        };
    }

    @Override
    public KeyReader ofKeys(KeyFormat format) {
        return Given.readers().ofKeys(format);
    }

    private static Object json(SourceRecord record) throws DeadException {
        try {
            byte[] value = record.value();
            return value == null ? null : JSON.readValue(value, Object.class);
        } catch (IOException e) {
            throw new DeadException(DeadReason.UNREADABLE, "value: not JSON");
        }
    }

    private static String text(SourceRecord record) {
        byte[] value = record.value();
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static List<Document> events(Object json) throws DeadException {
        List<Document> documents = new ArrayList<>();
        for (Object each : json instanceof List<?> batch ? batch : Collections.singletonList(json)) {
            if (!(each instanceof Map<?, ?> event)) {
                throw new DeadException(DeadReason.UNREADABLE, "value: not a CloudEvent");
            }
            Map<String, Object> attributes = new TreeMap<>();
            event.forEach((name, value) -> attributes.put((String) name, value));
            Object data = attributes.remove("data");
            attributes.remove("specversion");
            documents.add(new Document(data, attributes));
        }
        return documents;
    }
}
