package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {
    private static final byte[] SEVEN = Given.framed(1, new byte[] {14});

    private final StubRegistry stub = new StubRegistry().schema(1, "AVRO", "\"int\"");
    private final ValueFormat avro = Given.formats(stub.registry()).of(Format.AVRO);

    @AfterEach
    void stop() {
        stub.close();
    }

    private UnavailableException unavailable(byte[] value) {
        return catchThrowableOfType(UnavailableException.class, () -> avro.read(Given.record(value)));
    }

    private static DeadException dead(ValueFormat format, byte[] value) {
        return catchThrowableOfType(DeadException.class, () -> format.read(Given.record(value)));
    }

    @Test
    void aSchemaIsAskedForOnce() throws DeadException {
        for (int i = 0; i < 3; i++) {
            assertThat(avro.read(Given.record(SEVEN))).containsExactly(new Document(7L, Map.of()));
        }
        assertThat(stub.asked()).containsExactly("/schemas/ids/1");
    }

    @Test
    void anUnknownIdIsDeadAndNotAskedForAgainSoSoon() {
        for (int i = 0; i < 3; i++) {
            assertThat(dead(avro, Given.framed(2)).reason()).isEqualTo(DeadReason.UNKNOWN_SCHEMA);
        }
        assertThat(dead(avro, Given.framed(2))).hasMessageStartingWith("schema 2: the registry does not have it");
        assertThat(stub.asked()).containsExactly("/schemas/ids/2");
    }

    @Test
    void aRegistryThatIsDownIsNeverTheRecordsFault() throws DeadException {
        stub.stop();
        assertThat(unavailable(SEVEN)).hasMessageMatching("schema registry http://127.0.0.1:\\d+: ConnectException.*");
        assertThat(unavailable(SEVEN)).isNotNull();
        stub.startAgain();
        assertThat(avro.read(Given.record(SEVEN))).containsExactly(new Document(7L, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"error_code\": 50001} | answered 500 (expected: 200)",
                "503 | busy | answered 503 (expected: 200)",
                "302 | '' | answered 302 (expected: 200)",
                "429 | {} | answered 429 (expected: 200)",
                "401 | {\"error_code\": 401} | for tidings.intake.registry.user and password, or bearer-token",
                "403 | <html> | for tidings.intake.registry.user and password, or bearer-token",
                "404 | <html> | the path before /schemas in tidings.intake.registry.url",
                "404 | {\"status\": 404} | the path before /schemas in tidings.intake.registry.url",
                "200 | <html> | answered 200, but not as a schema registry",
                "200 | [1] | answered 200, but not as a schema registry",
                "200 | '' | answered 200, but not as a schema registry",
                "200 | {\"schema\": | answered 200, but not as a schema registry",
                "200 | {} | an answer without schema",
                "200 | {\"schema\": 7} | an answer without schema",
                "200 | {\"schema\": \"\", \"references\": [{}]} | an answer without name"
            })
    void aRegistryThatAnswersAsNoneDoesIsUnavailable(int status, String body, String said) throws DeadException {
        stub.answerAll(new StubRegistry.Answer(status, body));
        assertThat(unavailable(SEVEN)).hasMessageContaining(said);
        stub.answerAll(null);
        assertThat(avro.read(Given.record(SEVEN))).hasSize(1);
    }

    @Test
    void aRegistryThatHangsIsWaitedForSoLongAndNoLonger() {
        stub.answerAll(new StubRegistry.Answer(200, null));
        ValueFormat impatient =
                Given.formats(stub.registry(null, Duration.ofMillis(200))).of(Format.AVRO);
        long before = System.nanoTime();
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> impatient.read(Given.record(SEVEN)))
                .withMessageContaining("no answer in time (tidings.intake.registry.timeout)");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void whatIsKnownNeedsNoRegistry() throws DeadException {
        avro.read(Given.record(SEVEN));
        stub.stop();
        assertThat(avro.read(Given.record(SEVEN))).hasSize(1);
    }

    @Test
    void aSchemaOfAnotherTypeIsUnreadable() {
        stub.schema(3, "PROTOBUF", "syntax = \"proto3\"; message A {}").schema(4, "JSON", "{}");
        assertThat(dead(avro, Given.framed(3)).reason()).isEqualTo(DeadReason.UNREADABLE);
        assertThat(dead(avro, Given.framed(3))).hasMessage("schema 3: of type PROTOBUF (expected: AVRO)");
        assertThat(dead(avro, Given.framed(4))).hasMessage("schema 4: of type JSON (expected: AVRO)");
        ValueFormat protobuf = Given.formats(stub.registry()).of(Format.PROTOBUF);
        assertThat(dead(protobuf, SEVEN)).hasMessage("schema 1: of type AVRO (expected: PROTOBUF)");
    }

    @Test
    void aSchemaThatCannotBeParsedIsUnreadable() {
        stub.schema(5, "AVRO", "{\"type\": \"nonsense\"}").schema(6, "AVRO", "[".repeat(100_000));
        assertThat(dead(avro, Given.framed(5)).reason()).isEqualTo(DeadReason.UNREADABLE);
        assertThat(dead(avro, Given.framed(5))).hasMessageStartingWith("schema 5: cannot be parsed");
        assertThat(dead(avro, Given.framed(6)).reason()).isEqualTo(DeadReason.UNREADABLE);
    }

    @Test
    void aSchemaThatIsTooLongIsUnreadable() {
        stub.schema(7, "AVRO", "\"int\"" + " ".repeat(2 << 20));
        assertThat(dead(avro, Given.framed(7)))
                .hasMessageContaining("(expected: at most so many, tidings.intake.registry.max-schema-size)");
    }

    @Test
    void referencesAreReadEachOnceAndBeforeWhatRefersToThem() throws DeadException {
        String money =
                "{\"type\": \"record\", \"name\": \"Money\", \"fields\": [{\"name\": \"cents\", \"type\": \"long\"}]}";
        String both =
                "{\"type\": \"record\", \"name\": \"Both\", \"fields\": [{\"name\": \"a\", \"type\": \"Money\"}]}";
        String order = "{\"type\": \"record\", \"name\": \"Order\", \"fields\": ["
                + "{\"name\": \"both\", \"type\": \"Both\"}, {\"name\": \"sum\", \"type\": \"Money\"}]}";
        stub.schema(8, "AVRO", order, List.of("Both", "a/b c", 2), List.of("Money", "money", 1))
                .version("a%2Fb%20c", 2, "AVRO", both, List.of("Money", "money", 1))
                .version("money", 1, "AVRO", money);
        assertThat(avro.read(Given.record(Given.framed(8, new byte[] {2, 4})))
                        .get(0)
                        .value())
                .isEqualTo(Map.of("both", Map.of("a", Map.of("cents", 1L)), "sum", Map.of("cents", 2L)));
        assertThat(stub.asked())
                .containsExactly("/schemas/ids/8", "/subjects/a%2Fb%20c/versions/2", "/subjects/money/versions/1");
    }

    @Test
    void aReferenceThatIsNotThereMakesTheSchemaUnknown() {
        stub.schema(9, "AVRO", "\"Money\"", List.of("Money", "money", 1));
        assertThat(dead(avro, Given.framed(9)).reason()).isEqualTo(DeadReason.UNKNOWN_SCHEMA);
    }

    @Test
    void referencesInACircleOrByTheHundredsEnd() {
        stub.schema(10, "AVRO", "\"A\"", List.of("A", "a", 1)).version("a", 1, "AVRO", "\"B\"", List.of("A", "a", 1));
        assertThat(dead(avro, Given.framed(10)).reason()).isEqualTo(DeadReason.UNREADABLE);
        List<?>[] many =
                IntStream.range(0, 300).mapToObj(i -> List.of("N" + i, "n", 1)).toArray(List[]::new);
        stub.schema(11, "AVRO", "\"int\"", many).version("n", 1, "AVRO", "\"int\"");
        assertThat(dead(avro, Given.framed(11))).hasMessageContaining("more than 200 references");
    }

    @Test
    void whoAsksIsSaid() throws DeadException {
        Given.formats(stub.registry("Basic YTpi", Duration.ofSeconds(5)))
                .of(Format.AVRO)
                .read(Given.record(SEVEN));
        assertThat(stub.authorizations()).containsExactly("Basic YTpi");
    }

    @Test
    void anotherFirstByteIsUnreadableAndNobodyIsAsked() {
        byte[] other = SEVEN.clone();
        other[0] = 1;
        assertThat(dead(avro, other)).hasMessage("value: its first byte is 1 (expected: 0, then a schema's id)");
        assertThat(dead(avro, new byte[0]).reason()).isEqualTo(DeadReason.UNREADABLE);
        assertThat(dead(avro, new byte[] {0, 0, 0, 1}).reason()).isEqualTo(DeadReason.UNREADABLE);
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void aSchemaIsFoundByItsGuidAndARegistryWithoutThemKnowsNone() throws DeadException {
        UUID guid = new UUID(1, 2);
        stub.schema("guids/" + guid, "AVRO", "\"string\"");
        assertThat(Objects.requireNonNull(stub.registry().byGuid(guid)).text()).isEqualTo("\"string\"");
        assertThat(stub.registry().byGuid(new UUID(1, 3))).isNull();
        stub.answerAll(new StubRegistry.Answer(404, "no such page"));
        assertThat(stub.registry().byGuid(guid)).isNull();
    }

    @Test
    void anIdBelowZeroIsUnknownAndNobodyIsAsked() {
        assertThat(dead(avro, Given.framed(-1)).reason()).isEqualTo(DeadReason.UNKNOWN_SCHEMA);
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void aTombstoneIsTheDocumentOfNull() throws DeadException {
        assertThat(avro.read(Given.record((byte[]) null))).containsExactly(new Document(null, Map.of()));
    }
}
