package dev.tidings.bench.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A token at the upgrade, a cursor where there is one, and a welcome. */
final class TidingsDialect implements Dialect {
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]*)\"");

    @Override
    public String path(Guest guest) {
        return guest.cursor().isEmpty() ? "/ws" : "/ws?cursor=" + guest.cursor();
    }

    @Override
    public String headers(Guest guest) {
        return "Sec-WebSocket-Protocol: cloudevents.json\r\nAuthorization: Bearer " + guest.token() + "\r\n";
    }

    @Override
    public Answer answer(String text) {
        if (!text.contains("\"tidings.welcome\"")) {
            return Answer.NOTHING;
        }
        Matcher cursor = CURSOR.matcher(text);
        return Answer.open(cursor.find() ? cursor.group(1) : "");
    }

    @Override
    public boolean takesTokens() {
        return true;
    }
}
