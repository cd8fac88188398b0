package dev.tidings.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * The name of a pod among the others.
 *
 * @param host the machine's name, which in Kubernetes is the pod's
 * @param start this process' own, since a pod that starts again is another one, with no sessions
 */
public record PodName(String host, String start) {
    private static final char BETWEEN = '~';

    static PodName ofThisProcess() {
        String host = System.getenv().getOrDefault("HOSTNAME", "");
        String start = UUID.randomUUID().toString().substring(0, 13);
        return new PodName((host.isBlank() ? machine() : host).replace(':', '-'), start);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Returns the host of a name in the control topic. */
    static String hostOf(String name) {
        int between = name.lastIndexOf(BETWEEN);
        return between < 0 ? name : name.substring(0, between);
    }

    /** Returns the name for the control topic, in which no name contains a colon. */
    @Override
    public String toString() {
        return host + BETWEEN + start;
    }
}
