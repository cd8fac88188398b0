package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryAddressTest {

    private record Settings(Map<String, String> values) implements RegistryConfig {
        private Optional<String> value(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public Optional<String> url() {
            return value("url");
        }

        @Override
        public Optional<String> user() {
            return value("user");
        }

        @Override
        public Optional<String> password() {
            return value("password");
        }

        @Override
        public Optional<String> bearerToken() {
            return value("bearer-token");
        }

        @Override
        public Optional<String> tlsConfigurationName() {
            return value("tls-configuration-name");
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int maxSchemas() {
            return 1;
        }

        @Override
        public Duration unknownFor() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int maxSchemaSize() {
            return 1;
        }
    }

    private static RegistryConfig config(String... pairs) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return new Settings(values);
    }

    private static List<String> violations(String... pairs) {
        return RegistryAddress.violations(config(pairs));
    }

    @Test
    void withoutAnAddressThereIsNoRegistry() {
        assertThat(RegistryAddress.of(config())).isEmpty();
        assertThat(violations()).isEmpty();
    }

    @Test
    void aTrailingSlashAndCredentialsAreOptional() {
        assertThat(RegistryAddress.of(config("url", "http://apicurio:8080/apis/ccompat/v7/")))
                .contains(new RegistryAddress("http://apicurio:8080/apis/ccompat/v7", null));
    }

    @Test
    void credentialsAreAUserOrAToken() {
        assertThat(RegistryAddress.of(config("url", "https://r", "user", "a", "password", "b")))
                .contains(new RegistryAddress("https://r", "Basic YTpi"));
        assertThat(RegistryAddress.of(config("url", "https://r", "bearer-token", "t")))
                .contains(new RegistryAddress("https://r", "Bearer t"));
    }

    @Test
    void anInvalidAddressIsNamedWithoutItsSecrets() {
        for (String url : List.of("registry:8081", "ftp://r", "http://", "http://r?x=1", "http://r a", "/schemas")) {
            assertThat(violations("url", url)).singleElement().asString().startsWith("tidings.intake.registry.url: ");
        }
        assertThat(violations("url", "http://a:s3cr3t@r"))
                .containsExactly("tidings.intake.registry.url: has a user in it (expected: tidings.intake.registry.user"
                        + " and tidings.intake.registry.password)");
        assertThat(violations("user", "a"))
                .singleElement()
                .asString()
                .startsWith("tidings.intake.registry.password is missing");
        assertThat(violations("password", "s3cr3t"))
                .singleElement()
                .asString()
                .startsWith("tidings.intake.registry.user is missing")
                .doesNotContain("s3cr3t");
        assertThat(violations("user", "a", "password", "b", "bearer-token", "c"))
                .containsExactly("tidings.intake.registry.bearer-token is set (expected: unset beside"
                        + " tidings.intake.registry.user)");
    }
}
