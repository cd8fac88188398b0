package dev.tidings.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content of Sec-WebSocket-Protocol, parsed strictly: the real subprotocols, and the token that browsers put there
 * since they can set no header.
 *
 * @param selected the subprotocol that is offered to the server in the end, or null
 */
record SubprotocolToken(@Nullable String selected, @Nullable String authorization) {
    static final String CLOUDEVENTS = "cloudevents.json";
    static final String CARRIER = "bearer-token-carrier";

    private static final String ENTRY = "quarkus-http-upgrade";
    private static final Pattern CARRIED =
            Pattern.compile(ENTRY + " *# *authorization *# *bearer +([a-z0-9._~+/=-]+) *", Pattern.CASE_INSENSITIVE);

    /** A header that cannot be served. The message names the expectation for the client's author. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final String label;

        Malformed(String label, String message) {
            super(message, null, false, false);
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    static SubprotocolToken parse(List<String> lines) throws Malformed {
        List<String> names = new ArrayList<>();
        String authorization = null;
        for (String entry : String.join(",", lines).split(",", -1)) {
            String name = entry.trim();
            if (!name.regionMatches(true, 0, ENTRY, 0, ENTRY.length())) {
                names.add(name);
                continue;
            }
            String found = authorization(name);
            if (lines.size() > 1 || (authorization != null && !authorization.equals(found))) {
                throw new Malformed("carrier", "expected: one token entry, in one Sec-WebSocket-Protocol header");
            }
            authorization = found;
        }
        names.removeIf(String::isEmpty);
        return new SubprotocolToken(select(names, authorization != null || !lines.isEmpty()), authorization);
    }

    /**
     * Returns the Authorization header of the entry. Any other name would allow a page to set headers that it must not
     * set (Origin, Cookie, ...). Names of headers and of schemes are case-insensitive.
     */
    private static String authorization(String entry) throws Malformed {
        String decoded;
        try {
            decoded = URLDecoder.decode(entry, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            decoded = "";
        }
        Matcher carried = CARRIED.matcher(decoded);
        if (!carried.matches()) {
            throw new Malformed(
                    "carrier",
                    "the token entry is malformed (expected: quarkus-http-upgrade#Authorization#Bearer <token>,"
                            + " percent-encoded)");
        }
        return "Bearer " + carried.group(1);
    }

    private static @Nullable String select(List<String> names, boolean offered) throws Malformed {
        if (names.contains(CLOUDEVENTS)) {
            return CLOUDEVENTS;
        }
        if (names.contains(CARRIER)) {
            return CARRIER;
        }
        if (offered) {
            // 101 without a subprotocol would make a browser close the connection without a reason.
            throw new Malformed(
                    "subprotocol",
                    "no offered subprotocol can be served (expected: " + CLOUDEVENTS
                            + ", beside the token entry if any)");
        }
        return null;
    }

    /** Returns a text without the token, which the default one contains. */
    @Override
    public String toString() {
        return "SubprotocolToken[selected=" + selected + "]";
    }
}
