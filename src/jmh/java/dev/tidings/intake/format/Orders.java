package dev.tidings.intake.format;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** One order in each format. */
final class Orders {
    private static final String AVRO = """
            {"type": "record", "name": "Order", "fields": [
              {"name": "id", "type": "long"}, {"name": "customer", "type": "string"},
              {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["OPEN", "PAID"]}},
              {"name": "placedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "amount", "type": "double"}, {"name": "note", "type": ["null", "string"]},
              {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
                {"name": "sku", "type": "string"}, {"name": "count", "type": "int"}, {"name": "price", "type": "double"}]}}}]}""";
    private static final String PROTOBUF = """
            syntax = "proto3";
            import "google/protobuf/timestamp.proto";
            message Order {
              int64 id = 1; string customer = 2; State state = 3; google.protobuf.Timestamp placedAt = 4;
              double amount = 5; optional string note = 6; repeated Line lines = 7;
              enum State { OPEN = 0; PAID = 1; }
              message Line { string sku = 1; int32 count = 2; double price = 3; }
            }""";
    private static final String JSON = """
            {"id": 4711081542, "customer": "user-0815", "state": "PAID", "placedAt": "2026-11-27T03:30:00.123Z",
             "amount": 129.95, "note": "Please leave it with the neighbours", "lines": [
               {"sku": "book-17", "count": 2, "price": 19.99}, {"sku": "lamp-3", "count": 1, "price": 49.98},
               {"sku": "chair-12", "count": 1, "price": 39.99}]}""";

    private Orders() {}

    static SchemaText schema(int id) {
        return id == 1 ? new SchemaText("AVRO", AVRO, List.of()) : new SchemaText("PROTOBUF", PROTOBUF, List.of());
    }

    static SourceRecord of(Format format) {
        return switch (format) {
            case JSON, JSON_SCHEMA, TEXT -> Given.record(JSON);
            case CLOUDEVENTS ->
                Given.record(
                        JSON, "ce_specversion", "1.0", "ce_id", "4711", "ce_source", "/shop", "ce_type",
                        "com.example.order.paid", "ce_time", "2026-11-27T03:30:00Z", "content-type", "application/json");
            case AVRO -> Given.record(Given.framed(1, avro()));
            case PROTOBUF -> Given.record(Given.framed(2, new byte[] {0}, protobuf()));
        };
    }

    private static byte[] avro() {
        Schema schema = Avros.schema(AVRO);
        Schema line = schema.getField("lines").schema().getElementType();
        GenericRecord order = new GenericData.Record(schema);
        order.put("id", 4711081542L);
        order.put("customer", "user-0815");
        order.put("state", new GenericData.EnumSymbol(schema.getField("state").schema(), "PAID"));
        order.put("placedAt", 1795750200123L);
        order.put("amount", 129.95);
        order.put("note", "Please leave it with the neighbours");
        List<GenericRecord> lines = new ArrayList<>();
        for (String sku : List.of("book-17", "lamp-3", "chair-12")) {
            GenericRecord each = new GenericData.Record(line);
            each.put("sku", sku);
            each.put("count", 2);
            each.put("price", 19.99);
            lines.add(each);
        }
        order.put("lines", lines);
        return Avros.write(schema, order);
    }

    private static byte[] protobuf() {
        return Protobufs.write(out -> {
            out.writeInt64(1, 4711081542L);
            out.writeString(2, "user-0815");
            out.writeEnum(3, 1);
            out.writeByteArray(4, Protobufs.write(at -> {
                at.writeInt64(1, 1795750200L);
                at.writeInt32(2, 123_000_000);
            }));
            out.writeDouble(5, 129.95);
            out.writeString(6, "Please leave it with the neighbours");
            for (String sku : List.of("book-17", "lamp-3", "chair-12")) {
                out.writeByteArray(7, Protobufs.write(line -> {
                    line.writeString(1, sku);
                    line.writeInt32(2, 2);
                    line.writeDouble(3, 19.99);
                }));
            }
        });
    }
}
