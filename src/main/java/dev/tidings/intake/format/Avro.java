package dev.tidings.intake.format;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads Avro with the schema that wrote it, whose id precedes the value. */
record Avro(SchemaCache<Schema> schemas) implements ValueReader {
    static Schema compile(SchemaText written) throws DeadException {
        if (!written.type().equals("AVRO")) {
            throw Unreadable.because("of type " + written.type() + " (expected: AVRO)");
        }
        // The registry has validated the schema; here it is only used for reading.
        Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
        for (SchemaText.Import each : written.imports()) {
            parser.parse(each.text());
        }
        return parser.parse(written.text());
    }

    @Override
    public @Nullable Object read(Serialized written, Bounds.Room room) throws DeadException {
        SchemaFrame envelope = SchemaFrame.open(written);
        Schema schema = schemas.byId(envelope.schema());
        return AvroReader.read(schema, new AvroInput(envelope.payload()), room);
    }
}
