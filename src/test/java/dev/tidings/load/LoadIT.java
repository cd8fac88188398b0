package dev.tidings.load;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The measures of docs/measures.md: only with {@code -Pload}, since they take minutes and the whole machine. */
@Tag("load")
class LoadIT {
    /** All, or the one that {@code load.scenario} names; one that is not known fails. */
    static List<String> scenarios() {
        return Optional.ofNullable(System.getProperty("load.scenario"))
                .map(List::of)
                .orElse(Load.SCENARIOS);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void noEventIsLostUnderLoad(String scenario) {
        Load.main(new String[] {scenario});
    }
}
