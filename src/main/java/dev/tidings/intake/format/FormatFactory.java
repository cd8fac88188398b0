package dev.tidings.intake.format;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Makes the reader of each format. Used by intake's thread only, except for {@link #schemas}. */
public final class FormatFactory implements Readers {
    private final Bounds bounds;
    private final FormatMetrics metrics;
    private final @Nullable SchemaCache<Schema> avro;
    private final @Nullable SchemaCache<ProtobufSchema> protobuf;

    /** Makes a factory; without a registry it has neither Avro nor Protobuf. */
    FormatFactory(Bounds bounds, FormatMetrics metrics, @Nullable Registry registry, SchemaCache.Memory memory) {
        this.bounds = bounds;
        this.metrics = metrics;
        this.avro = registry == null ? null : new SchemaCache<>(registry, Avro::compile, memory);
        this.protobuf = registry == null ? null : new SchemaCache<>(registry, ProtobufSchema::compile, memory);
    }

    @Override
    public ValueFormat of(Format format) {
        return switch (format) {
            case JSON -> new OneValue(RegistryJson::bare, bounds);
            case JSON_SCHEMA -> new OneValue(RegistryJson::framed, bounds);
            case CLOUDEVENTS -> new CloudEvents(bounds, metrics);
            case TEXT -> new OneValue((written, room) -> Text.read(written.bytes()), bounds);
            case AVRO -> new OneValue(new Avro(required(avro, format.label())), bounds);
            case PROTOBUF -> new OneValue(new Protobuf(required(protobuf, format.label())), bounds);
        };
    }

    @Override
    public KeyReader ofKeys(KeyFormat format) {
        return switch (format) {
            case TEXT -> new TextKey();
            case JSON -> new FormattedKey(RegistryJson::bare, bounds);
            case JSON_SCHEMA -> new FormattedKey(RegistryJson::framed, bounds);
            case AVRO -> new FormattedKey(new Avro(required(avro, format.label())), bounds);
            case PROTOBUF -> new FormattedKey(new Protobuf(required(protobuf, format.label())), bounds);
            case LONG, INTEGER, UUID -> new BinaryKey(format);
        };
    }

    private static <T> T required(@Nullable T schemas, String format) {
        if (schemas == null) {
            throw new IllegalStateException(
                    "tidings.intake.registry.url is missing (expected: the address of the schema"
                            + " registry, for the format " + format + ")");
        }
        return schemas;
    }

    /** Returns the number of schemas in the caches. */
    public long schemas() {
        return (avro == null ? 0 : avro.size()) + (protobuf == null ? 0 : protobuf.size());
    }
}
