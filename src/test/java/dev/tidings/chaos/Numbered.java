package dev.tidings.chaos;

import dev.tidings.testkit.Placement;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * An event that can be counted: the audience's number of it, from 0 on, and the partition that it was written to, within
 * which order is promised.
 */
record Numbered(String audience, int number, int partition) {
    static final String EVERYONE = "everyone";
    static final String STAFF = "group:staff";

    String json() {
        return "{\"specversion\":\"1.0\",\"id\":\"" + audience + "/" + number
                + "\",\"source\":\"/chaos\",\"type\":\"chaos\",\"data\":{\"to\":\"" + audience + "\",\"n\":" + number
                + ",\"p\":" + partition + "}}";
    }

    static Numbered of(JsonObject event) {
        JsonObject data = event.getJsonObject("data");
        return new Numbered(data.getString("to"), data.getInteger("n"), data.getInteger("p"));
    }

    static String user(int number) {
        return "user-" + number;
    }

    /** Half of the users are; half of those have events placed by either kind of producer. */
    static boolean isStaff(int user) {
        return user % 4 < 2;
    }

    /** All events of a user are placed by one kind of producer. */
    static Placement placementOf(int user) {
        return user % 2 == 0 ? Placement.MURMUR2 : Placement.CRC32;
    }

    static List<String> audiencesOf(int user) {
        return isStaff(user) ? List.of(user(user), EVERYONE, STAFF) : List.of(user(user), EVERYONE);
    }
}
