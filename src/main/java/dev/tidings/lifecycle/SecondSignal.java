package dev.tidings.lifecycle;

import java.lang.reflect.Proxy;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Ends the process at a second signal to stop, which a stopping JVM ignores by default.
 *
 * <p>It uses reflection, since javac warns of each mention of sun.misc.Signal, for which the JDK has no other name.
 */
final class SecondSignal {
    private static final Logger LOG = Logger.getLogger(SecondSignal.class);
    private static final int SIGNALLED = 128;

    private SecondSignal() {}

    /** Makes SIGTERM and SIGINT end the process at once from now on. */
    static void install() {
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
            // The JDK has no module jdk.unsupported, or the operating system has no such signal.
            LOG.debugf("a second signal cannot be handled signal=%s cause=%s", name, e);
        }
    }

    private static void halt(String name, int status) {
        LOG.warnf("second signal to stop: the process ends now signal=%s", name);
        Runtime.getRuntime().halt(status);
    }
}
