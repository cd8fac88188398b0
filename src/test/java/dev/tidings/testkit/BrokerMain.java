package dev.tidings.testkit;

import dev.tidings.local.LocalBroker;
import java.io.IOException;
import java.nio.file.Path;

/** A broker as a program: port and folder are its arguments; it ends when its standard input does. */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        try (LocalBroker broker = new LocalBroker(Integer.parseInt(arguments[0]), Path.of(arguments[1])).start()) {
            System.out.println("broker " + broker.bootstrapServers());
            // So that it does not outlive the tests, however they end.
            while (System.in.read() >= 0) {}
        }
    }
}
