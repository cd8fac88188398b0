package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.identity.IssuerName.Fit;
import org.junit.jupiter.api.Test;

class IssuerNameTest {
    private static final String HOST = "https://login.example.com/";
    private static final IssuerName SEVERAL = new IssuerName(HOST + "{tenantid}/v2.0");

    @Test
    void aNameMatchesItself() {
        assertThat(new IssuerName(HOST).fit(HOST, null)).isEqualTo(Fit.EXACT);
        assertThat(new IssuerName(HOST).fit("https://login.example.com", null)).isEqualTo(Fit.NONE);
        assertThat(new IssuerName(HOST).fit(HOST, "1234")).isEqualTo(Fit.EXACT);
    }

    @Test
    void theTenantOfTheTokenIsFilledIn() {
        assertThat(SEVERAL.fit(HOST + "1234/v2.0", "1234")).isEqualTo(Fit.TEMPLATE);
        assertThat(new IssuerName(HOST + "{tenantId}/").fit(HOST + "a-b/", "a-b"))
                .isEqualTo(Fit.TEMPLATE);
    }

    @Test
    void theTenantMustBeThatOfTheIssuer() {
        assertThat(SEVERAL.fit(HOST + "1234/v2.0", "5678")).isEqualTo(Fit.NONE);
        assertThat(SEVERAL.fit(HOST + "1234/v2.0", null)).isEqualTo(Fit.NONE);
        assertThat(SEVERAL.fit(HOST + "1234/v1.0", "1234")).isEqualTo(Fit.NONE);
        assertThat(SEVERAL.fit(HOST + "{tenantid}/v2.0", "{tenantid}")).isEqualTo(Fit.EXACT);
    }

    @Test
    void aTenantCannotChangeTheAddress() {
        for (String tid : new String[] {"", "a/b", "..", "a%2fb", "a#b", "$1", "a b", "x".repeat(65)}) {
            assertThat(SEVERAL.fit(HOST + tid + "/v2.0", tid)).as(tid).isEqualTo(Fit.NONE);
        }
    }

    @Test
    void anyIsTheWeakestMatch() {
        assertThat(new IssuerName("any").fit(HOST, null)).isEqualTo(Fit.ANY);
        assertThat(Fit.ANY).isLessThan(Fit.TEMPLATE);
        assertThat(Fit.TEMPLATE).isLessThan(Fit.EXACT);
    }
}
