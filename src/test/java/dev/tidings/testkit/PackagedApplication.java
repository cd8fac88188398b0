package dev.tidings.testkit;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The application that the build has packaged. In an editor the system property tidings.classpath stands in for it. */
final class PackagedApplication {
    private PackagedApplication() {}

    /** Returns its command line, with these options of the JVM. */
    static List<String> command(List<String> jvm) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        String classpath = System.getProperty("tidings.classpath");
        if (classpath == null) {
            command.addAll(List.of("-jar", String.join(File.separator, "target", "quarkus-app", "quarkus-run.jar")));
        } else {
            command.addAll(List.of("-cp", classpath, "io.quarkus.runner.GeneratedMain"));
        }
        return command;
    }
}
