package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that a fuzzer makes of the OpenAPI document: none is answered 5xx, or otherwise than the document says. */
@Tag("full")
@TidingsTest(settings = "TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS=" + Issuer.CLIENT)
class SchemathesisIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int SEED = Integer.getInteger("schemathesis.seed", new Random().nextInt(1 << 30));

    /** Not what data is taken: the document cannot say all that makes an event good. */
    private static final List<String> CHECKS = List.of(
            "not_a_server_error",
            "status_code_conformance",
            "content_type_conformance",
            "response_headers_conformance",
            "response_schema_conformance",
            "unsupported_method",
            "allow_header_conformance",
            "ignored_auth");

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    @Test
    void aFuzzerFindsNoUndocumentedAnswer() {
        Schemathesis.install();
        System.out.println("schemathesis: -Dschemathesis.seed=" + SEED);
        try (TidingsProcess tidings = 
                Requests.withInbox(log, instances.named("schemathesis")).startReady()) {
            Requests.prepare(log, tidings, issuer.token("shop"));
            Schemathesis.Result result =
                    Schemathesis.run(tidings.http("/q/openapi?format=json").toString(), options(token()));
            assertThat(result.status()).as(result.said()).isZero();
            assertThat(result.said()).contains("Tested:").doesNotContain("0 generated");
            assertThat(tidings.log("ERROR")).isEmpty();
        }
    }

    /** It may publish and administer. */
    private static String token() {
        return issuer.mint("fuzzer")
                .groups("tidings-publisher", "tidings-admin")
                .without("sid")
                .sign();
    }

    private static List<String> options(String token) {
        return List.of(
                "--header=Authorization: Bearer " + token,
                "--checks=" + String.join(",", CHECKS),
                "--phases=examples,coverage,fuzzing",
                "--max-time=" + LIMIT.toSeconds(),
                "--seed=" + SEED,
                "--continue-on-failure",
                "--generation-database=none",
                "--request-timeout=20",
                "--output-sanitize=true",
                "--warnings=off");
    }
}
