package dev.tidings.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.control.ControlRecord.Announcement;
import dev.tidings.control.ControlRecord.Denial;
import dev.tidings.control.ControlRecord.Lease;
import dev.tidings.event.UserId;
import dev.tidings.identity.logout.Logout;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlRecordsTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Denial ALICE = Denial.of(new Logout.OfUser(new UserId("alice"), AT), AT.plusSeconds(60));

    private static JsonObject alice() {
        return new JsonObject(new String(ControlRecords.write(ALICE, "admin"), UTF_8));
    }

    private static ControlRecord read(String key, JsonObject event) throws ControlRecords.Unusable {
        return ControlRecords.read(key, event.encode().getBytes(UTF_8));
    }

    private static void assertUnusable(String why, String key, JsonObject event) {
        assertThatThrownBy(() -> read(key, event))
                .isInstanceOf(ControlRecords.Unusable.class)
                .hasMessage(why);
    }

    @Test
    void aWrittenLogoutIsReadBack() throws Exception {
        for (Logout logout : List.of(
                new Logout.OfUser(new UserId("partners/alice"), AT),
                new Logout.OfSubject("https://id.example", "4711", AT),
                new Logout.OfLogin("https://id.example", "s", AT),
                new Logout.OfLogin("https://id.example", "s", "4711", AT),
                new Logout.OfLogin(null, "s", AT))) {
            Denial denial = Denial.of(logout, AT.plusSeconds(60));
            assertThat(ControlRecords.read(denial.key(), ControlRecords.write(denial, "admin")))
                    .isEqualTo(denial);
        }
    }

    @Test
    void aLogoutRecordIsACloudEventThatNamesItsAuthor() {
        assertThat(alice().getString("type")).isEqualTo("tidings.control.logout");
        assertThat(alice().getString("specversion")).isEqualTo("1.0");
        assertThat(alice().getJsonObject("data").getString("by")).isEqualTo("admin");
    }

    @Test
    void theKeyNamesTheEndedLogin() {
        assertThat(ALICE.key()).isEqualTo("user:alice");
        assertThat(ControlKeys.of(new Logout.OfLogin(null, "s", AT))).isEqualTo("sid:s");
        assertThat(ControlKeys.of(new Logout.OfLogin("https://id.example", "s", AT)))
                .isEqualTo("sid:https://id.example#s");
        assertThat(ControlKeys.of(new Logout.OfSubject("https://id.example", "4711", AT)))
                .isEqualTo("sub:https://id.example#4711");
    }

    @Test
    void aRecordThatIsNotJsonIsUnusable() {
        assertThatThrownBy(() -> ControlRecords.read("user:alice", "{".getBytes(UTF_8)))
                .hasMessage("not json");
        assertThatThrownBy(() -> ControlRecords.read("user:alice", "[]".getBytes(UTF_8)))
                .hasMessage("not json");
        assertThatThrownBy(() -> ControlRecords.read("user:alice", new byte[] {-1, -2}))
                .hasMessage("not json");
    }

    @Test
    void aRecordOfANewerVersionIsUnknown() throws Exception {
        assertThat(read("reboot:all", alice().put("type", "tidings.control.reboot")))
                .isEqualTo(new ControlRecord.Unknown());
    }

    @Test
    void announcementsAndLeasesAreReadBack() throws Exception {
        List<Instant> opened = List.of(AT.minusMillis(1), AT);
        Announcement sessions = new Announcement("pod", new UserId("a:b"), opened, AT, AT.plusSeconds(60));
        assertThat(ControlRecords.read("sessions:pod:a:b", ControlRecords.write(sessions)))
                .isEqualTo(sessions);
        assertThat(ControlKeys.place("sessions:pod:a:b")).isEqualTo(new ControlKeys.Place("pod", new UserId("a:b")));
        Lease lease = new Lease("pod", AT, AT.plusSeconds(30));
        assertThat(ControlRecords.read("pod:pod", ControlRecords.write(lease))).isEqualTo(lease);
        assertThat(ControlKeys.pod("pod:pod")).isEqualTo("pod");
    }

    @Test
    void keysOfOtherRecordsNameNoPod() {
        for (String key : List.of("", "user:alice", "sessions", "sessions:", "sessions:pod", "sessions:pod:")) {
            assertThat(ControlKeys.place(key)).as(key).isNull();
        }
        assertThat(ControlKeys.pod("sub:pod:x")).isNull();
    }

    @Test
    void forgedAndBrokenAnnouncementsAreUnusable() {
        JsonObject broken = new JsonObject(new String(
                ControlRecords.write(new Announcement("pod", new UserId("alice"), List.of(AT), AT, AT)), UTF_8));
        assertUnusable("key of another", "sessions:pod:bob", broken);
        JsonObject data = broken.getJsonObject("data");
        data.put("opened", "all");
        assertUnusable("bad attribute", "sessions:pod:alice", broken);
        data.put("opened", new JsonArray().add(5));
        assertUnusable("bad attribute", "sessions:pod:alice", broken);
        data.putNull("pod");
        assertUnusable("no pod", "sessions:pod:alice", broken);
    }

    @Test
    void anAnnouncementWithTheMaximumOfTimesIsReadBack() throws Exception {
        List<Instant> opened = Collections.nCopies(ControlRecords.MAX_TIMES, AT.plusNanos(123_000_000));
        Announcement sessions = new Announcement("p".repeat(36), new UserId("u".repeat(512)), opened, AT, AT);
        assertThat(ControlRecords.read(
                        "sessions:" + sessions.pod() + ":" + sessions.user(), ControlRecords.write(sessions)))
                .isEqualTo(sessions);
    }

    @Test
    void anotherSpecversionIsUnusable() {
        assertUnusable("no event", "user:alice", alice().putNull("type"));
        assertUnusable("no event", "user:alice", alice().put("specversion", "2.0"));
        assertUnusable("no event", "user:alice", new JsonObject());
    }

    @Test
    void aKeyThatContradictsTheValueIsUnusable() {
        assertUnusable("key of another", "user:bob", alice());
        assertUnusable("key of another", "", alice());
    }

    @Test
    void missingAndWrongAttributesAreUnusable() {
        assertUnusable("no data", "user:alice", alice().putNull("data"));
        assertUnusable("no time", "user:alice", alice().putNull("time"));
        assertUnusable("no expirytime", "user:alice", alice().putNull("expirytime"));
        assertUnusable("no issuer", "user:alice", alice().put("data", new JsonObject()));
        assertUnusable("bad attribute", "user:alice", alice().put("time", "yesterday"));
        assertUnusable("bad attribute", "user:alice", alice().put("time", new JsonObject()));
        assertUnusable("bad attribute", "user:alice", alice().put("data", "text"));
        assertUnusable("bad attribute", "user:", alice().put("data", new JsonObject().put("user", "")));
    }

    @Test
    void aRecordThatIsTooLargeIsNotParsed() {
        assertUnusable("too large", "user:alice", alice().put("x", "x".repeat(17_000)));
    }
}
