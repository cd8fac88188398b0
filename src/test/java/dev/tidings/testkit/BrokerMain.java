package dev.tidings.testkit;

import dev.tidings.local.LocalBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A broker as a program: port, folder, and any settings ({@code key=value}); it ends when its standard input does. */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        Map<String, String> settings = Arrays.stream(arguments)
                .skip(2)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        try (LocalBroker broker = new LocalBroker(port, Path.of(arguments[1]), settings).start()) {
            System.out.println("broker " + broker.bootstrapServers());
            // So that it does not outlive the tests, however they end.
            while (System.in.read() >= 0) {}
        }
    }
}
