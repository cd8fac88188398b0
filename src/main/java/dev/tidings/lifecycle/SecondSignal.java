package dev.tidings.lifecycle;

import java.lang.reflect.Proxy;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Ends the process when it is told a second time to stop: a JVM that is stopping ignores that by itself.
 *
 * <p>By reflection, since javac warns of each mention of sun.misc.Signal, for which the JDK has no other name.
 */
final class SecondSignal {
    private static final Logger LOG = Logger.getLogger(SecondSignal.class);
    private static final int SIGNALLED = 128;

    private SecondSignal() {}

    /** From now on, SIGTERM and SIGINT end the process at once. */
    static void endTheProcess() {
        List.of("TERM", "INT").forEach(SecondSignal::listen);
    }

    private static void listen(String name) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object signal = type.getConstructor(String.class).newInstance(name);
            int number = (int) type.getMethod("getNumber").invoke(signal);
            Object halt = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, given) -> {
                        halt(name, SIGNALLED + number);
                        return null;
                    });
            type.getMethod("handle", type, handler).invoke(null, signal, halt);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // A JDK without its module jdk.unsupported, or an operating system without that signal.
            LOG.debugf("a second signal is not heard signal=%s cause=%s", name, e);
        }
    }

    private static void halt(String name, int status) {
        LOG.warnf("told to stop a second time: ends now signal=%s", name);
        Runtime.getRuntime().halt(status);
    }
}
