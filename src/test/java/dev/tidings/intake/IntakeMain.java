package dev.tidings.intake;

import dev.tidings.testkit.Broker;
import java.io.IOException;
import java.util.Map;

/** Intake as a program: the broker, the topics that one route maps, and settings ({@code key=value}); it ends with its input. */
final class IntakeMain {
    private IntakeMain() {}

    public static void main(String[] arguments) throws IOException {
        Stage stage = new Stage(Broker.at(arguments[0]), Map.of());
        for (int i = 2; i < arguments.length; i++) {
            String[] setting = arguments[i].split("=", 2);
            if (setting[0].startsWith("tidings.")) {
                stage.with(setting[0], setting[1]);
            } else {
                stage.client(setting[0], setting[1]);
            }
        }
        stage.routes(TestRoutes.of(TestRoute.named("orders"), arguments[1].split(",", -1)));
        try (stage) {
            stage.start();
            while (System.in.read() >= 0) {}
        }
    }
}
