package dev.tidings.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.CloseReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The close codes that {@code tidings.js} knows are the catalogue. */
class ClientCatalogueTest {
    private static final Pattern ENTRY = Pattern.compile("(?m)^  (\\d{4}): \\{ text: '([^']+)', then: '(\\w+)' \\},$");

    private static final Map<Integer, Entry> CLIENT = new LinkedHashMap<>();

    private record Entry(String text, String then) {}

    @BeforeAll
    static void read() throws IOException {
        String source = Files.readString(Path.of("src", "main", "resources", "demo", "tidings.js"), UTF_8);
        ENTRY.matcher(source)
                .results()
                .forEach((MatchResult entry) ->
                        CLIENT.put(Integer.valueOf(entry.group(1)), new Entry(entry.group(2), entry.group(3))));
    }

    /** 1000 is the client's own close: met from elsewhere it comes from something in between, and tells nothing. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLIENT_LEFT")
    void theClientHasEveryCloseReasonAndItsReconnectRule(CloseReason reason) {
        assertThat(CLIENT).containsKey(reason.code());
        Entry entry = Objects.requireNonNull(CLIENT.get(reason.code()));
        assertThat(entry.text()).isEqualTo(reason.text());
        assertThat(!entry.then().equals("stop")).as("reconnects").isEqualTo(reason.reconnect());
    }

    @Test
    void theClientRenewsOnlyExpiredTokensAndBacksOffUnderLoad() {
        assertThat(codes("renew")).containsExactly(CloseReason.TOKEN_EXPIRED.code());
        assertThat(codes("ease"))
                .containsExactlyInAnyOrder(
                        CloseReason.INTERNAL.code(),
                        CloseReason.OVERLOADED.code(),
                        CloseReason.TOO_MANY_MESSAGES.code());
    }

    private static int[] codes(String then) {
        return CLIENT.entrySet().stream()
                .filter(entry -> entry.getValue().then().equals(then))
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }
}
