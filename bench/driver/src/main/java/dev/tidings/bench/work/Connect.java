package dev.tidings.bench.work;

import dev.tidings.bench.load.Crowd;
import dev.tidings.bench.load.Guest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many at once: handshakes a second, and what each costs from being accepted to being closed. */
final class Connect {
    private Connect() {}

    /** A crowd that stays, and what it took. */
    record Opened(Crowd crowd, Map<String, Double> values) {}

    static Opened open(Stage stage, List<Guest> guests) {
        long cpu = stage.cpuMicros();
        long compilers = stage.compilerMicros();
        long begin = System.nanoTime();
        Crowd crowd = stage.crowd(guests);
        double seconds = (crowd.openedAt() - begin) / 1e9;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("sessions", (double) guests.size());
        values.put("perSecond", guests.size() / seconds);
        values.put("openCpu", (double) (stage.cpuMicros() - cpu) / guests.size());
        values.put("compilersCpu", (double) (stage.compilerMicros() - compilers) / guests.size());
        return new Opened(crowd, values);
    }

    static Map<String, Double> close(Stage stage, Opened opened) {
        long cpu = stage.cpuMicros();
        long compilers = stage.compilerMicros();
        opened.crowd().close();
        Map<String, Double> values = new LinkedHashMap<>(opened.values());
        double closing = (double) (stage.cpuMicros() - cpu) / opened.crowd().size();
        values.put("closeCpu", closing);
        double both = values.get("openCpu") + closing;
        double compiling =
                (double) (stage.compilerMicros() - compilers) / opened.crowd().size();
        values.put("cpu", both);
        values.put("settledCpu", both - compiling - values.get("compilersCpu"));
        return values;
    }

    static Map<String, Double> openAndClose(Stage stage, List<Guest> guests) {
        return close(stage, open(stage, guests));
    }
}
