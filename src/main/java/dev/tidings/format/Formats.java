package dev.tidings.format;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The reader of each format. Used by intake's thread only, but for {@link #schemas}. */
public final class Formats {
    private final Bounds bounds;
    private final FormatMetrics metrics;
    private final @Nullable Schemas<Schema> avro;
    private final @Nullable Schemas<ProtobufSchema> protobuf;

    /** Without a registry there is neither Avro nor Protobuf. */
    Formats(Bounds bounds, FormatMetrics metrics, @Nullable Registry registry, Schemas.Memory memory) {
        this.bounds = bounds;
        this.metrics = metrics;
        this.avro = registry == null ? null : new Schemas<>(registry, Avro::compile, memory);
        this.protobuf = registry == null ? null : new Schemas<>(registry, ProtobufSchema::compile, memory);
    }

    /**
     * The reader of that format.
     *
     * @throws IllegalStateException a schema registry is needed and none is configured; the message is for people
     */
    public ValueFormat of(Format format) {
        return switch (format) {
            case JSON -> new OneValue(Json::read, bounds);
            case CLOUDEVENTS -> new CloudEvents(bounds, metrics);
            case TEXT -> new OneValue((value, room) -> Text.read(value), bounds);
            case AVRO -> new OneValue(new Avro(required(avro, format)), bounds);
            case PROTOBUF -> new OneValue(new Protobuf(required(protobuf, format)), bounds);
        };
    }

    private static <T> T required(@Nullable T schemas, Format format) {
        if (schemas == null) {
            throw new IllegalStateException(
                    "tidings.intake.registry.url is missing (expected: the address of the schema"
                            + " registry, for the format " + format.label() + ")");
        }
        return schemas;
    }

    /** How many schemas are remembered. */
    public long schemas() {
        return (avro == null ? 0 : avro.size()) + (protobuf == null ? 0 : protobuf.size());
    }
}
