package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FormatFactoryTest {

    @Test
    void withARegistryEachFormatIsAvailable() {
        FormatFactory formats = Given.formats(id -> null);
        assertThat(Format.values()).extracting(formats::of).doesNotContainNull();
        assertThat(Arrays.stream(Format.values()).map(Format::label))
                .containsExactly("json", "json-schema", "cloudevents", "avro", "protobuf", "text");
    }

    @Test
    void withoutARegistryFormatsThatNeedOneNameTheKey() {
        for (Format format : new Format[] {Format.AVRO, Format.PROTOBUF}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Given.formats(null).of(format))
                    .withMessage(
                            "tidings.intake.registry.url is missing (expected: the address of the schema registry, for"
                                    + " the format " + format.label() + ")");
        }
    }
}
