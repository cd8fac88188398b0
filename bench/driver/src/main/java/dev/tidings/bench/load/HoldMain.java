package dev.tidings.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that only stay, as a program, since one process has descriptors for 20,000 of them: dialect and port; their
 * tokens come by its standard input, one a line up to an empty one, and when all are open it says so.
 */
public final class HoldMain {
    /** What it says when all are open. */
    public static final String OPEN = "all open";

    private HoldMain() {}

    public static void main(String[] arguments) throws IOException {
        Dialect dialect = Dialects.named(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<Guest> guests = new ArrayList<>();
        for (String token = in.readLine(); token != null && !token.isEmpty(); token = in.readLine()) {
            guests.add(new Guest(guests.size(), token.strip()));
        }
        try (Clients clients = new Clients();
                Crowd crowd = Crowd.open(clients, dialect, List.of(port), guests)) {
            System.out.println(crowd.size() + " of them: " + OPEN);
            // Until whoever started it has gone, or has had enough.
            in.readLine();
        }
    }
}
