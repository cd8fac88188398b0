package dev.tidings.inbox;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Postgres;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import java.net.http.HttpRequest;

/** The packaged application with an inbox: its log, its database, its issuer. */
record InboxStage(TestLog log, InboxTables tables, Issuer issuer) {
    static InboxStage create(Issuer issuer) {
        return new InboxStage(TestLog.create(), new InboxTables(Postgres.shared().newDatabase()), issuer);
    }

    TidingsProcess.Setup setup(String name) {
        return log.readBy(TidingsProcess.named(name).issuer(issuer))
                .env("TIDINGS_INBOX_ENABLED", "true")
                .env("QUARKUS_DATASOURCE_JDBC_URL", tables.url())
                .env("QUARKUS_DATASOURCE_USERNAME", "tidings")
                .env("QUARKUS_DATASOURCE_PASSWORD", "any")
                .env("MP_MESSAGING_INCOMING_INBOX_LOG_GROUP_ID", "inbox-" + log.notifications());
    }

    /** Returns how many events users have in the database; -1 while its tables are not there. */
    long items() {
        try {
            return tables.number("select count(*) from inbox_item");
        } catch (IllegalStateException e) {
            return -1;
        }
    }

    long announcements() {
        try {
            return tables.number("select count(*) from inbox_announcement");
        } catch (IllegalStateException e) {
            return -1;
        }
    }

    Http.Answer asAdmin(TidingsProcess tidings, String method, String path) {
        String token = issuer.mint("root").groups("tidings-admin").sign();
        return Http.send(HttpRequest.newBuilder(tidings.http(path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }
}
