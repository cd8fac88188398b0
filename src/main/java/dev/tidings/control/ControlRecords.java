package dev.tidings.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.control.ControlRecord.Announcement;
import dev.tidings.control.ControlRecord.Denial;
import dev.tidings.control.ControlRecord.Lease;
import dev.tidings.event.UserId;
import dev.tidings.identity.logout.Logout;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads and writes control records as CloudEvents in JSON: logouts, announced sessions and leases. */
final class ControlRecords {
    static final String LOGOUT = "tidings.control.logout";
    static final String SESSIONS = "tidings.control.sessions";
    static final String POD = "tidings.control.pod";
    /** Number of session times that fit into a record. */
    static final int MAX_TIMES = 400;

    private static final int MAX_BYTES = 16 << 10;

    private ControlRecords() {}

    /** A record that cannot be used. The message names the reason, and nothing of the content. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message, null, false, false);
        }
    }

    static byte[] write(Denial denial, String by) {
        return write(
                LOGOUT,
                denial.logout().at(),
                denial.until(),
                data(denial.logout()).put("by", by));
    }

    static byte[] write(Announcement announcement) {
        JsonArray opened = new JsonArray();
        announcement.opened().forEach(time -> opened.add(time.toString()));
        return write(
                SESSIONS,
                announcement.at(),
                announcement.until(),
                new JsonObject()
                        .put("pod", announcement.pod())
                        .put("user", announcement.user().value())
                        .put("opened", opened));
    }

    static byte[] write(Lease lease) {
        return write(POD, lease.at(), lease.until(), new JsonObject().put("pod", lease.pod()));
    }

    private static byte[] write(String type, Instant at, Instant until, JsonObject data) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "/tidings")
                .put("type", type)
                .put("time", at.toString())
                .put("expirytime", until.toString())
                .put("data", data)
                .encode()
                .getBytes(UTF_8);
    }

    private static JsonObject data(Logout logout) {
        JsonObject data = new JsonObject();
        if (logout instanceof Logout.OfLogin login) {
            if (login.issuer() != null) {
                data.put("issuer", login.issuer());
            }
            if (login.subject() != null) {
                data.put("subject", login.subject());
            }
            return data.put("sid", login.sid());
        }
        if (logout instanceof Logout.OfSubject subject) {
            return data.put("issuer", subject.issuer()).put("subject", subject.subject());
        }
        return data.put("user", ((Logout.OfUser) logout).user().value());
    }

    static ControlRecord read(String key, byte[] value) throws Unusable {
        if (value.length > MAX_BYTES) {
            throw new Unusable("too large");
        }
        try {
            JsonObject event = new JsonObject(new String(value, UTF_8));
            if (!"1.0".equals(event.getValue("specversion")) || !(event.getValue("type") instanceof String type)) {
                throw new Unusable("no event");
            }
            return switch (type) {
                case LOGOUT -> denial(key, event);
                case SESSIONS -> announcement(key, event);
                case POD -> lease(key, event);
                default -> new ControlRecord.Unknown();
            };
        } catch (DecodeException e) {
            throw new Unusable("not json");
        } catch (ClassCastException | DateTimeParseException | IllegalArgumentException e) {
            throw new Unusable("bad attribute");
        }
    }

    private static Denial denial(String key, JsonObject event) throws Unusable {
        Denial denial = Denial.of(logout(data(event), instant(event, "time")), instant(event, "expirytime"));
        requireSame(key, denial.key());
        return denial;
    }

    private static Announcement announcement(String key, JsonObject event) throws Unusable {
        JsonObject data = data(event);
        ControlKeys.Place place = new ControlKeys.Place(text(data, "pod"), new UserId(text(data, "user")));
        requireSame(key, ControlKeys.of(place));
        List<Instant> opened = new ArrayList<>();
        for (Object time : data.getJsonArray("opened", new JsonArray())) {
            opened.add(OffsetDateTime.parse((String) time).toInstant());
        }
        return new Announcement(
                place.pod(), place.user(), opened, instant(event, "time"), instant(event, "expirytime"));
    }

    private static Lease lease(String key, JsonObject event) throws Unusable {
        Lease lease = new Lease(text(data(event), "pod"), instant(event, "time"), instant(event, "expirytime"));
        requireSame(key, ControlKeys.ofPod(lease.pod()));
        return lease;
    }

    private static void requireSame(String key, String own) throws Unusable {
        if (!own.equals(key)) {
            throw new Unusable("key of another");
        }
    }

    private static JsonObject data(JsonObject event) throws Unusable {
        JsonObject data = event.getJsonObject("data");
        if (data == null) {
            throw new Unusable("no data");
        }
        return data;
    }

    private static Instant instant(JsonObject event, String name) throws Unusable {
        return OffsetDateTime.parse(text(event, name)).toInstant();
    }

    private static String text(JsonObject json, String name) throws Unusable {
        String text = json.getString(name);
        if (text == null) {
            throw new Unusable("no " + name);
        }
        return text;
    }

    private static Logout logout(JsonObject data, Instant at) throws Unusable {
        String user = data.getString("user");
        if (user != null) {
            return new Logout.OfUser(new UserId(user), at);
        }
        String sid = data.getString("sid");
        if (sid != null) {
            return new Logout.OfLogin(data.getString("issuer"), sid, data.getString("subject"), at);
        }
        return new Logout.OfSubject(text(data, "issuer"), text(data, "subject"), at);
    }
}
