package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.testkit.Apicurio;
import dev.tidings.testkit.Apicurio.Reference;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a real registry; values are written here, in Confluent's wire format, with the ids that it gave. */
@Tag("registry")
class ApicurioIT {
    private static final byte[] FIRST = {0};

    private static @Nullable Apicurio apicurio;

    private final Apicurio registry = Objects.requireNonNull(apicurio);
    private final FormatFactory formats = formats(registry.url());

    @BeforeAll
    static void start() {
        apicurio = Apicurio.start();
    }

    @AfterAll
    static void stop() {
        if (apicurio != null) {
            apicurio.close();
        }
    }

    private static FormatFactory formats(String url) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        RegistryHttp http = new RegistryHttp(client, new RegistryAddress(url, null), 1 << 20);
        return Given.formats(new HttpRegistry(http, answer -> {}, Duration.ofSeconds(5)));
    }

    private @Nullable Object read(Format format, byte[] value) throws DeadException {
        return formats.of(format).read(Given.record(value)).get(0).value();
    }

    private DeadException dead(Format format, byte[] value) {
        return catchThrowableOfType(DeadException.class, () -> read(format, value));
    }

    @Test
    void avroIsRead() throws DeadException {
        int id = registry.register("orders-value", "AVRO", Avros.ORDER);
        byte[] payload = Avros.write(Avros.schema(Avros.ORDER), AvroTest.order(null));
        assertThat(read(Format.AVRO, Given.framed(id, payload)))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("customer", "Zoë")
                .containsEntry("state", "PAID");
    }

    /** The first is referred to by way of the second, and both by subjects that a path cannot have as they are. */
    @Test
    void avroWithReferencesIsRead() throws DeadException {
        registry.register("shared/unit of money", "AVRO", record("m.Unit", "code", "\"string\""));
        registry.register(
                "shared/money",
                "AVRO",
                record("m.Money", "unit", "\"m.Unit\""),
                new Reference("m.Unit", "shared/unit of money"));
        int id = registry.register(
                "bills-value",
                "AVRO",
                record("b.Bill", "sum", "\"m.Money\""),
                new Reference("m.Money", "shared/money"));
        assertThat(read(Format.AVRO, Given.framed(id, new byte[] {6, 'E', 'U', 'R'})))
                .isEqualTo(Map.of("sum", Map.of("unit", Map.of("code", "EUR"))));
    }

    private static String record(String name, String field, String type) {
        return "{\"type\": \"record\", \"name\": \"%s\", \"fields\": [{\"name\": \"%s\", \"type\": %s}]}"
                .formatted(name, field, type);
    }

    @Test
    void protobufIsRead() throws DeadException {
        String schema =
                Protobufs.ORDER.replaceAll("(?m)^import \"confluent.*$", "").replaceAll("option \\(.*;|\\[.*\\]", "");
        int id = registry.register("orders-proto-value", "PROTOBUF", schema);
        assertThat(read(Format.PROTOBUF, Given.framed(id, FIRST, Protobufs.order())))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("order_id", Long.MIN_VALUE)
                .containsEntry("placed_at", "2025-11-27T03:30:00.005Z")
                .containsEntry("numbers", List.of(-7L, 8L));
    }

    @Test
    void protobufWithReferencesIsRead() throws DeadException {
        String money = "syntax = \"proto3\"; package m; message Money { int64 cents = 1; }";
        String bill = "syntax = \"proto3\"; package b; import \"m/money.proto\"; message Bill { m.Money sum = 1; }";
        registry.register("m-money", "PROTOBUF", money);
        int id = registry.register("bills-proto-value", "PROTOBUF", bill, new Reference("m/money.proto", "m-money"));
        byte[] value = Protobufs.write(out -> out.writeByteArray(1, Protobufs.write(in -> in.writeInt64(1, 7))));
        assertThat(read(Format.PROTOBUF, Given.framed(id, FIRST, value))).isEqualTo(Map.of("sum", Map.of("cents", 7L)));
    }

    @Test
    void anUnregisteredIdIsUnknown() {
        assertThat(dead(Format.AVRO, Given.framed(987_654)).reason()).isEqualTo(DeadReason.UNKNOWN_SCHEMA);
        assertThat(dead(Format.AVRO, Given.framed(-1)).reason()).isEqualTo(DeadReason.UNKNOWN_SCHEMA);
        assertThat(dead(Format.PROTOBUF, Given.framed(0)).reason()).isEqualTo(DeadReason.UNKNOWN_SCHEMA);
    }

    @Test
    void anIdOfAnotherTypeIsUnreadable() {
        int id = registry.register("other-value", "PROTOBUF", "syntax = \"proto3\"; message A {}");
        assertThat(dead(Format.AVRO, Given.framed(id, FIRST)))
                .hasMessage("schema " + id + ": of type PROTOBUF (expected: AVRO)");
    }

    @Test
    void anAddressWithoutThePathOfTheRegistryIsReported() {
        UnavailableException unavailable = catchThrowableOfType(
                UnavailableException.class,
                () -> formats(registry.root()).of(Format.AVRO).read(Given.record(Given.framed(1))));
        assertThat(unavailable).hasMessageContaining("tidings.intake.registry.url");
    }

    @Test
    void duringAnOutageOfTheRegistryNoRecordIsDead() throws DeadException {
        int id = registry.register("down-value", "AVRO", "\"long\"");
        byte[] value = Given.framed(id, new byte[] {14});
        registry.stop();
        assertThat(catchThrowableOfType(UnavailableException.class, () -> read(Format.AVRO, value)))
                .hasMessageContaining("ConnectException");
        registry.startAgain();
        byte[] again = Given.framed(registry.register("down-value", "AVRO", "\"long\""), new byte[] {14});
        assertThat(read(Format.AVRO, again)).isEqualTo(7L);
    }
}
