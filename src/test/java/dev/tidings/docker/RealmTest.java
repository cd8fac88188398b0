package dev.tidings.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.testkit.Compose;
import dev.tidings.testkit.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two realms to try it with fit the settings beside them; whether Keycloak sees it so, {@link RealmIT} tries. */
class RealmTest {
    private enum Realm {
        COMPOSE("docker/keycloak", "operator", "tidings-demo"),
        LOCAL("k8s/components/keycloak", "alice", "app");

        final String folder;
        final String administrator;
        final String page;

        Realm(String folder, String administrator, String page) {
            this.folder = folder;
            this.administrator = administrator;
            this.page = page;
        }

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(Path.of(folder, "realm.json").toFile());
        }

        String setting(String name) throws IOException {
            if (this == COMPOSE) {
                return Compose.read().variable("tidings-1", name);
            }
            return Files.readAllLines(Path.of(folder, "issuer.env")).stream()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        }
    }

    @ParameterizedTest
    @EnumSource(Realm.class)
    void rolesAreInTheClaimThatTidingsReads(Realm realm) throws IOException {
        String path = realm.setting("QUARKUS_OIDC_ROLES_ROLE_CLAIM_PATH");
        assertThat(path).isEqualTo("realm_access/roles");
        assertThat(claims(realm, realm.page)).contains(path.replace('/', '.'));
        assertThat(claims(realm, "publisher")).contains(path.replace('/', '.'));
    }

    @ParameterizedTest
    @EnumSource(Realm.class)
    void theAdministratorHasTheAdministratorsRole(Realm realm) throws IOException {
        assertThat(user(realm, realm.administrator).path("realmRoles"))
                .extracting(JsonNode::asText)
                .containsExactly("tidings-admin");
        assertThat(realm.json().at("/roles/realm"))
                .extracting(role -> role.path("name").asText())
                .containsExactly("tidings-admin", "tidings-publisher");
    }

    @ParameterizedTest
    @EnumSource(Realm.class)
    void aServiceMayGetATokenForItselfThatPublishes(Realm realm) throws IOException {
        JsonNode client = client(realm, "publisher");
        assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
        assertThat(client.path("publicClient").asBoolean(true)).isFalse();
        assertThat(client.path("fullScopeAllowed").asBoolean()).isTrue();
        JsonNode account = user(realm, "service-account-publisher");
        assertThat(account.path("serviceAccountClientId").asText()).isEqualTo("publisher");
        assertThat(account.path("realmRoles")).extracting(JsonNode::asText).containsExactly("tidings-publisher");
    }

    @ParameterizedTest
    @EnumSource(Realm.class)
    void tokensAreForTidingsAndNameTheirUser(Realm realm) throws IOException {
        String user = realm == Realm.LOCAL ? realm.setting("TIDINGS_IDENTITY_USER_CLAIM") : "sub";
        for (String name : List.of(realm.page, "publisher")) {
            assertThat(client(realm, name).path("protocolMappers").findValuesAsText("included.custom.audience"))
                    .containsExactly(realm.setting("QUARKUS_OIDC_TOKEN_AUDIENCE"));
            assertThat(claims(realm, name)).contains(user, "sub");
        }
        assertThat(claims(realm, realm.page)).contains("groups");
        assertThat(realm.setting("QUARKUS_OIDC_CLIENT_ID")).isEqualTo(realm.page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "publisher"})
    void theReadmeNamesTheUsersOfCompose(String name) {
        assertThat(Markdown.page("operations.md").section("Trying it with Compose"))
                .contains(name);
    }

    private static JsonNode user(Realm realm, String name) throws IOException {
        return only(realm.json().path("users"), "username", name);
    }

    private static JsonNode client(Realm realm, String name) throws IOException {
        return only(realm.json().path("clients"), "clientId", name);
    }

    private static JsonNode only(JsonNode list, String key, String value) {
        List<JsonNode> found = StreamSupport.stream(list.spliterator(), false)
                .filter(each -> each.path(key).asText().equals(value))
                .toList();
        assertThat(found).as(value).hasSize(1);
        return found.get(0);
    }

    private static List<String> claims(Realm realm, String client) throws IOException {
        JsonNode mappers = client(realm, client).path("protocolMappers");
        Stream<String> subject =
                mappers.findValuesAsText("protocolMapper").contains("oidc-sub-mapper") ? Stream.of("sub") : Stream.of();
        return Stream.concat(subject, mappers.findValuesAsText("claim.name").stream())
                .toList();
    }
}
