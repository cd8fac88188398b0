package dev.tidings.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.UserId;
import dev.tidings.identity.Logout;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Control records as CloudEvents in JSON: who is logged out, when, until when tokens are refused, and who did it. */
final class ControlRecords {
    static final String LOGOUT = "tidings.control.logout";
    private static final int MAX_BYTES = 16 << 10;

    private ControlRecords() {}

    /** A record that cannot be used; the message says why, and nothing of its content. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message, null, false, false);
        }
    }

    static byte[] write(Denial denial, String by) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "/tidings")
                .put("type", LOGOUT)
                .put("time", denial.logout().at().toString())
                .put("expirytime", denial.until().toString())
                .put("data", data(denial.logout()).put("by", by))
                .encode()
                .getBytes(UTF_8);
    }

    private static JsonObject data(Logout logout) {
        JsonObject data = new JsonObject();
        if (logout instanceof Logout.OfLogin login) {
            if (login.issuer() != null) {
                data.put("issuer", login.issuer());
            }
            return data.put("sid", login.sid());
        }
        if (logout instanceof Logout.OfSubject subject) {
            return data.put("issuer", subject.issuer()).put("subject", subject.subject());
        }
        return data.put("user", ((Logout.OfUser) logout).user().value());
    }

    static Denial read(String key, byte[] value) throws Unusable {
        if (value.length > MAX_BYTES) {
            throw new Unusable("too large");
        }
        try {
            JsonObject event = new JsonObject(new String(value, UTF_8));
            if (!"1.0".equals(event.getValue("specversion")) || !LOGOUT.equals(event.getValue("type"))) {
                throw new Unusable("unknown type");
            }
            Logout logout = logout(event.getJsonObject("data"), instant(event, "time"));
            Denial denial = Denial.of(logout, instant(event, "expirytime"));
            if (!denial.key().equals(key)) {
                throw new Unusable("key of another");
            }
            return denial;
        } catch (DecodeException e) {
            throw new Unusable("not json");
        } catch (ClassCastException | DateTimeParseException | IllegalArgumentException e) {
            throw new Unusable("bad attribute");
        }
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

    private static Logout logout(@Nullable JsonObject data, Instant at) throws Unusable {
        if (data == null) {
            throw new Unusable("no data");
        }
        String user = data.getString("user");
        if (user != null) {
            return new Logout.OfUser(new UserId(user), at);
        }
        String sid = data.getString("sid");
        if (sid != null) {
            return new Logout.OfLogin(data.getString("issuer"), sid, at);
        }
        return new Logout.OfSubject(text(data, "issuer"), text(data, "subject"), at);
    }
}
