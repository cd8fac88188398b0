package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.CodedOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types that no reference of a schema names, since its registry takes them for known. */
class CommonProtosTest {
    private static final byte[] FIRST = {0};

    private static @Nullable Object read(SchemaText schema, byte[] payload) throws DeadException {
        return Given.formats(id -> schema)
                .of(Format.PROTOBUF)
                .read(Given.record(Given.framed(1, FIRST, payload)))
                .get(0)
                .value();
    }

    private static SchemaText schema(String text, SchemaText.Import... imports) {
        return new SchemaText("PROTOBUF", text, List.of(imports));
    }

    private static String importing(String path, String field) {
        return "syntax = \"proto3\"; package shop; import \"" + path + "\"; message Order { " + field + " }";
    }

    @ParameterizedTest
    @CsvSource({
        "money, Money",
        "date, Date",
        "timeofday, TimeOfDay",
        "latlng, LatLng",
        "decimal, Decimal",
        "color, Color",
        "datetime, DateTime",
        "dayofweek, DayOfWeek",
        "calendar_period, CalendarPeriod",
        "expr, Expr",
        "fraction, Fraction",
        "interval, Interval",
        "month, Month",
        "phone_number, PhoneNumber",
        "postal_address, PostalAddress",
        "quaternion, Quaternion",
        "localized_text, LocalizedText"
    })
    void eachOfGooglesCommonTypesIsKnown(String file, String type) throws DeadException {
        String text = importing("google/type/" + file + ".proto", "google.type." + type + " it = 1; string user = 2;");
        assertThat(read(schema(text), Protobufs.write(out -> out.writeString(2, "alice"))))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("user", "alice");
    }

    @Test
    void moneyIsAMapOfItsFieldsAsInProtobufsJson() throws DeadException {
        byte[] money = Protobufs.write(out -> {
            out.writeString(1, "EUR");
            out.writeInt64(2, 12);
            out.writeInt32(3, 500_000_000);
        });
        String text = importing("google/type/money.proto", "google.type.Money total = 1;");
        assertThat(read(schema(text), Protobufs.write(out -> out.writeByteArray(1, money))))
                .isEqualTo(Map.of("total", Map.of("currency_code", "EUR", "units", 12L, "nanos", 500_000_000L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"confluent/type/decimal.proto", "confluent/types/decimal.proto"})
    void aDecimalOfConfluentIsANumber(String path) throws DeadException {
        SchemaText text = schema(importing(path, "confluent.type.Decimal sum = 1;"));
        assertThat(read(text, decimal(new BigDecimal("-12.50")))).isEqualTo(Map.of("sum", -12.5));
        assertThat(read(text, decimal(new BigDecimal("42")))).isEqualTo(Map.of("sum", 42L));
        assertThat(read(text, decimal(new BigDecimal("0.1234567890123456789012"))))
                .isEqualTo(Map.of("sum", "0.1234567890123456789012"));
        assertThat(read(text, new byte[] {10, 0})).isEqualTo(Map.of("sum", 0L));
        assertThat(catchThrowableOfType(
                        DeadException.class, () -> read(text, decimal(new BigDecimal(BigInteger.ONE, 100_000)))))
                .hasMessage("value: a decimal of too many digits (expected: at most 1000)");
    }

    private static byte[] decimal(BigDecimal number) {
        byte[] decimal = Protobufs.write(out -> {
            out.writeByteArray(1, number.unscaledValue().toByteArray());
            out.writeUInt32(2, number.precision());
            out.writeInt32(3, number.scale());
        });
        return Protobufs.write((CodedOutputStream out) -> out.writeByteArray(1, decimal));
    }

    @Test
    void metaOfConfluentIsAKnownType() throws DeadException {
        String text = importing("confluent/meta.proto", "confluent.Meta meta = 1 [(confluent.field_meta) = {}];");
        byte[] meta = Protobufs.write(out -> out.writeString(1, "said"));
        assertThat(read(schema(text), Protobufs.write(out -> out.writeByteArray(1, meta))))
                .isEqualTo(Map.of("meta", Map.of("doc", "said", "params", Map.of(), "tags", List.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "google/api/annotations.proto",
                "google/api/field_behavior.proto",
                "google/protobuf/java_features.proto",
                "buf/validate/validate.proto",
                "validate/validate.proto",
                "protoc-gen-openapiv2/options/annotations.proto",
                "google/../../META-INF/secret.proto",
                "google/none.proto"
            })
    void anImportOfOptionsOnlyMayBeUnknown(String path) throws DeadException {
        String text = importing(path, "string user = 1 [(buf.validate.field).string.min_len = 1];");
        assertThat(read(schema(text), Protobufs.write(out -> out.writeString(1, "alice"))))
                .isEqualTo(Map.of("user", "alice"));
    }

    @Test
    void aStatusIsReadWithWhatItImportsItself() throws DeadException {
        String text = importing("google/rpc/status.proto", "google.rpc.Status status = 1;");
        byte[] status = Protobufs.write(out -> out.writeInt32(1, 5));
        assertThat(read(schema(text), Protobufs.write(out -> out.writeByteArray(1, status))))
                .isEqualTo(Map.of("status", Map.of("code", 5L, "message", "", "details", List.of())));
    }

    @Test
    void referencesOfTheRegistryPrecedeTheKnownTypes() throws DeadException {
        SchemaText.Import own = new SchemaText.Import(
                "google/type/money.proto",
                "syntax = \"proto3\"; package google.type; message Money { int64 cents = 9; }");
        String text = importing("google/type/money.proto", "google.type.Money total = 1;");
        byte[] money = Protobufs.write(out -> out.writeInt64(9, 1250));
        assertThat(read(schema(text, own), Protobufs.write(out -> out.writeByteArray(1, money))))
                .isEqualTo(Map.of("total", Map.of("cents", 1250L)));
    }

    @Test
    void anUnknownTypeIsNamed() {
        String text = importing("shop/unknown.proto", "shop.Unknown it = 1;");
        assertThat(catchThrowableOfType(DeadException.class, () -> read(schema(text), new byte[0])))
                .hasMessageContaining("shop.Unknown")
                .hasMessageEndingWith("(expected: each type defined, in it or in its references)");
    }

    @Test
    void aGuidInAHeaderNamesTheSchemaAndTheMessage() throws DeadException {
        SchemaText order = schema("syntax = \"proto3\"; message A { int32 a = 1; } message B { string b = 1; }");
        byte[] header = new byte[19];
        Arrays.fill(header, (byte) 7);
        header[0] = 1;
        // One index, the second message.
        header[17] = 2;
        header[18] = 2;
        Registry registry = new Registry() {
            @Override
            public @Nullable SchemaText byId(int id) {
                return null;
            }

            @Override
            public @Nullable SchemaText byGuid(UUID guid) {
                return guid.toString().startsWith("07070707-") ? order : null;
            }
        };
        SourceRecord record = new SourceRecord(
                new SourceRecord.Place("orders", 0, 0),
                0,
                null,
                Protobufs.write(out -> out.writeString(1, "x")),
                List.of(new SourceHeader("__value_schema_id", header)));
        assertThat(Given.formats(registry)
                        .of(Format.PROTOBUF)
                        .read(record)
                        .get(0)
                        .value())
                .isEqualTo(Map.of("b", "x"));
    }
}
