package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimSettingsTest {
    private static List<String> wrong(Map<String, String> environment) {
        return RequiredSettings.wrong(new TestConfig(environment).of(IdentityConfig.class, "TIDINGS_IDENTITY_"));
    }

    @Test
    void theDefaultsAreGood() {
        assertThat(wrong(Map.of())).isEmpty();
    }

    @Test
    void anInvalidClaimPathIsNamed() {
        assertThat(wrong(Map.of(
                        "TIDINGS_IDENTITY_USER_CLAIM", "a..b",
                        "TIDINGS_IDENTITY_GROUPS_CLAIM", "resource_access.\"com.example.app.roles",
                        "TIDINGS_IDENTITY_AUDIENCE_CLAIM", "aud.")))
                .containsExactly(
                        "tidings.identity.audience-claim: aud. (expected: " + ClaimPath.EXPECTED + ")",
                        "tidings.identity.groups-claim: resource_access.\"com.example.app.roles (expected: "
                                + ClaimPath.EXPECTED + ")",
                        "tidings.identity.user-claim: a..b (expected: " + ClaimPath.EXPECTED + ")");
    }
}
