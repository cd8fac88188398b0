package dev.tidings.load;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The measures of docs/measures.md: only with {@code -Pload}, since they take minutes and the whole machine. */
@Tag("load")
class LoadIT {
    @ParameterizedTest
    @FieldSource("dev.tidings.load.Load#SCENARIOS")
    void losesNothingUnderLoad(String scenario) {
        assumeThat(System.getProperty("load.scenario", scenario)).isEqualTo(scenario);
        Load.main(new String[] {scenario});
    }
}
