package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ClaimPathTest {
    private static final JsonObject CLAIMS = new JsonObject("""
            {"sub":"alice","big":4000000000,"half":7.5,"yes":true,"spaced":"a b,c","zitadel":{"staff":{"1":"x"},"denied":false,"none":null,"":{}},
             "resource_access":{"com.example.app":{"roles":["reader"]},"a\\"b\\\\c":"quoted"},
             "entra":{"group.name":7},"empty":"","number":7,"groups":["ops","",3,"dev"],
             "realm_access":{"roles":["user"],"name":"r"},"https://example.com/groups":["dotted"]}""");

    @Test
    void aNameIsATopLevelClaim() {
        assertThat(ClaimPath.parse("sub").text(CLAIMS)).isEqualTo("alice");
    }

    @Test
    void dotsLeadToNestedClaims() {
        assertThat(ClaimPath.parse("realm_access.name").text(CLAIMS)).isEqualTo("r");
        assertThat(ClaimPath.parse("realm_access.roles").names(CLAIMS)).containsExactly("user");
    }

    @Test
    void aClaimWithDotsInItsNamePrecedesAPath() {
        assertThat(ClaimPath.parse("https://example.com/groups").names(CLAIMS)).containsExactly("dotted");
    }

    @Test
    void aMissingEmptyOrWronglyTypedClaimIsNoUser() {
        for (String path : new String[] {"none", "empty", "half", "yes", "groups", "sub.name", "realm_access.none"}) {
            assertThat(ClaimPath.parse(path).text(CLAIMS)).as(path).isNull();
        }
    }

    @Test
    void aMissingOrWronglyTypedClaimHasNoGroups() {
        for (String path : new String[] {"none", "half", "yes", "empty", "sub.name"}) {
            assertThat(ClaimPath.parse(path).names(CLAIMS)).as(path).isEmpty();
        }
    }

    @Test
    void entriesThatAreNoNamesAreSkipped() {
        assertThat(ClaimPath.parse("groups").names(CLAIMS)).containsExactly("ops", "3", "dev");
    }

    @Test
    void anIntegerNamesTheUserByItsDigits() {
        assertThat(ClaimPath.parse("number").text(CLAIMS)).isEqualTo("7");
        assertThat(ClaimPath.parse("big").text(CLAIMS)).isEqualTo("4000000000");
    }

    @Test
    void oneTextIsOneGroup() {
        assertThat(ClaimPath.parse("spaced").names(CLAIMS)).containsExactly("a b,c");
    }

    @Test
    void theKeysOfAnObjectAreGroupsUnlessTheirValueIsFalse() {
        assertThat(ClaimPath.parse("zitadel").names(CLAIMS)).containsExactly("staff");
        assertThat(ClaimPath.parse("zitadel").texts(CLAIMS)).isEmpty();
    }

    @Test
    void aNameWithDotsMayBeQuoted() {
        assertThat(ClaimPath.parse("resource_access.\"com.example.app\".roles").names(CLAIMS))
                .containsExactly("reader");
        assertThat(ClaimPath.parse("\"resource_access\".\"com.example.app\".\"roles\"")
                        .names(CLAIMS))
                .containsExactly("reader");
        assertThat(ClaimPath.parse("entra.\"group.name\"").text(CLAIMS)).isEqualTo("7");
        assertThat(ClaimPath.parse("\"https://example.com/groups\"").names(CLAIMS))
                .containsExactly("dotted");
    }

    @Test
    void aBackslashEscapesAQuote() {
        assertThat(ClaimPath.parse("resource_access.\"a\\\"b\\\\c\"").text(CLAIMS))
                .isEqualTo("quoted");
    }

    @Test
    void anInvalidPathIsRefusedWithTheExpectedForm() {
        for (String path : new String[] {
            "",
            " ",
            ".",
            "a.",
            ".a",
            "a..b",
            "\"",
            "\"a",
            "a\"",
            "a.\"b",
            "\"a\"b",
            "\"\"",
            "a.\"\"",
            "\"a\\b\"",
            "a.\"b\"."
        }) {
            assertThatThrownBy(() -> ClaimPath.parse(path))
                    .as(path)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(path + " (expected: " + ClaimPath.EXPECTED + ")");
        }
    }
}
