package dev.tidings.intake.format;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Avro by the schema with which it was written, whose id stands before it. */
record Avro(SchemaCache<Schema> schemas) implements ValueReader {
    static Schema compile(SchemaText written) throws DeadException {
        if (!written.type().equals("AVRO")) {
            throw Unreadable.because("of type " + written.type() + " (expected: AVRO)");
        }
        // What was registered has been judged by its registry; here it is only read with.
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
