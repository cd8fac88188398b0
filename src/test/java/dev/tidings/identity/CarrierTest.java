package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CarrierTest {
    private static final String TOKEN = "quarkus-http-upgrade%23Authorization%23Bearer%20a.b.c";

    @Test
    void theTokenIsTakenOutAndCloudEventsWins() throws Carrier.Malformed {
        Carrier carrier = Carrier.parse(List.of("bearer-token-carrier, cloudevents.json," + TOKEN));
        assertThat(carrier).isEqualTo(new Carrier("cloudevents.json", "Bearer a.b.c"));
        assertThat(carrier.toString()).doesNotContain("a.b.c");
    }

    @Test
    void aSpaceMayComeAsPlusAsFormEncodersWriteIt() throws Carrier.Malformed {
        Carrier carrier = Carrier.parse(List.of("cloudevents.json," + TOKEN.replace("%20", "+")));
        assertThat(carrier.authorization()).isEqualTo("Bearer a.b.c");
    }

    @Test
    void severalLinesAreOneListIfNoneHoldsAToken() throws Carrier.Malformed {
        assertThat(Carrier.parse(List.of("other", "cloudevents.json")).selected())
                .isEqualTo("cloudevents.json");
    }

    @Test
    void noMessageEchoesWhatWasSent() {
        assertThatThrownBy(() -> Carrier.parse(List.of("cloudevents.json,quarkus-http-upgrade%23evil%23x")))
                .isInstanceOf(Carrier.Malformed.class)
                .hasMessageContaining("expected: quarkus-http-upgrade#Authorization#Bearer <token>")
                .hasMessageNotContaining("evil");
    }
}
