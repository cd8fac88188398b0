package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ClaimPathTest {
    private static final JsonObject CLAIMS = new JsonObject("""
            {"sub":"alice","empty":"","number":7,"groups":["ops","",3,"dev"],
             "realm_access":{"roles":["user"],"name":"r"},"https://example.com/groups":["dotted"]}""");

    @Test
    void aNameIsATopLevelClaim() {
        assertThat(new ClaimPath("sub").string(CLAIMS)).isEqualTo("alice");
    }

    @Test
    void dotsLeadToNestedClaims() {
        assertThat(new ClaimPath("realm_access.name").string(CLAIMS)).isEqualTo("r");
        assertThat(new ClaimPath("realm_access.roles").strings(CLAIMS)).containsExactly("user");
    }

    @Test
    void aNameWithDotsIsTakenBeforeAPath() {
        assertThat(new ClaimPath("https://example.com/groups").strings(CLAIMS)).containsExactly("dotted");
    }

    @Test
    void whatIsMissingEmptyOrOfAnotherTypeIsNoUser() {
        for (String path : new String[] {"none", "empty", "number", "groups", "sub.name", "realm_access.none"}) {
            assertThat(new ClaimPath(path).string(CLAIMS)).as(path).isNull();
        }
    }

    @Test
    void whatIsMissingOrOfAnotherTypeIsNoGroups() {
        for (String path : new String[] {"none", "sub", "number", "realm_access", "realm_access.name"}) {
            assertThat(new ClaimPath(path).strings(CLAIMS)).as(path).isEmpty();
        }
    }

    @Test
    void entriesThatAreNoNamesAreLeftOut() {
        assertThat(new ClaimPath("groups").strings(CLAIMS)).containsExactly("ops", "dev");
    }
}
