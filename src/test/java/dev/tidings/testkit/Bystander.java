package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;

/** A session that stays open and gets its events, whatever others send beside it. */
public final class Bystander implements AutoCloseable {
    private final TidingsProcess tidings;
    private final TestLog log;
    private final String user;
    private final TidingsClient client;
    private int events;

    private Bystander(TidingsProcess tidings, TestLog log, String user, TidingsClient client) {
        this.tidings = tidings;
        this.log = log;
        this.user = user;
        this.client = client;
    }

    public static Bystander connect(TidingsProcess tidings, TestLog log, Issuer issuer, String user) {
        return new Bystander(tidings, log, user, TidingsClient.connect(tidings, issuer.token(user)));
    }

    public TidingsClient client() {
        return client;
    }

    /** Fails unless the next event arrives. The log must be without errors and without this text, which others sent. */
    public void assertUnaffected(String secret) {
        String id = "after-" + ++events;
        log.event(user, id);
        assertThat(client.next().getString("id")).isEqualTo(id);
        assertThat(tidings.log("ERROR")).isEmpty();
        assertThat(tidings.log()).doesNotContain(secret).doesNotContain("\tat ");
    }

    @Override
    public void close() {
        client.close();
    }
}
