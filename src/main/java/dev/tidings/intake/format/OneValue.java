package dev.tidings.intake.format;

import java.util.List;
import java.util.Map;

/** Reads formats in which a record is one document, given by its value alone; a tombstone is the document of null. */
record OneValue(ValueReader reader, Bounds bounds) implements ValueFormat {
    private static final List<Document> TOMBSTONE = List.of(new Document(null, Map.of()));

    @Override
    public List<Document> read(SourceRecord record) throws DeadException {
        byte[] value = record.value();
        if (value == null) {
            return TOMBSTONE;
        }
        bounds.requireSize(value);
        return List.of(new Document(reader.read(Serialized.value(record, value), bounds.room()), Map.of()));
    }
}
