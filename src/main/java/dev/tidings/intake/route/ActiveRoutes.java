package dev.tidings.intake.route;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The current routes of the configuration and of the routes' file. Invalid routes never become active: the previous
 * routes stay.
 */
public final class ActiveRoutes {
    private static final Logger LOG = Logger.getLogger(ActiveRoutes.class);

    private final RoutesCompiler compiler;
    private final List<RouteSettings> configured;
    private final @Nullable Path file;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private volatile State state = new State(CompiledRoutes.NONE, 0, null);
    private byte[] inForce = {};
    private byte @Nullable [] refusedContent;

    private record State(
            Routes routes, long version, @Nullable String refused) {}

    ActiveRoutes(RoutesCompiler compiler, List<RouteSettings> configured, @Nullable Path file) {
        this.compiler = compiler;
        this.configured = configured;
        this.file = file;
    }

    /** Returns the active routes; the same object until they change. Any thread. */
    public Routes current() {
        return state.routes();
    }

    /** Returns the version, which grows with each change. */
    public long version() {
        return state.version();
    }

    /** Returns the faults of the current file, or null. With faults, the routes of an older file are active. */
    public @Nullable String refusal() {
        return state.refused();
    }

    /** Adds a listener that runs after each change, on the thread that reads the file. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Activates the first routes. */
    synchronized void start() throws WrongRoutesException {
        inForce = content();
        state = new State(compile(inForce), 1, null);
    }

    /** Reads the file, and activates its routes if it has changed since the last look. */
    synchronized void refresh() {
        try {
            byte[] content = content();
            if (Arrays.equals(content, inForce)) {
                state = new State(state.routes(), state.version(), null);
            } else if (!Arrays.equals(content, refusedContent)) {
                refusedContent = content;
                activate(content);
            }
        } catch (WrongRoutesException e) {
            refuse(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Routes not changed, the previous routes stay active");
            refuse("internal fault, see the log");
        }
    }

    private void activate(byte[] content) throws WrongRoutesException {
        state = new State(compile(content), state.version() + 1, null);
        inForce = content;
        refusedContent = null;
        LOG.infof(
                "Routes changed, active routes: %s", String.join(", ", current().names()));
        listeners.forEach(Runnable::run);
    }

    private void refuse(String fault) {
        if (!fault.equals(state.refused())) {
            LOG.warnf("Routes not changed, the previous routes stay active: %s", fault);
        }
        state = new State(state.routes(), state.version(), fault);
    }

    private Routes compile(byte[] content) throws WrongRoutesException {
        List<RouteSettings> all = new ArrayList<>(configured);
        if (file != null) {
            all.addAll(RoutesFile.read(file.toString(), content));
        }
        return compiler.compile(all);
    }

    private byte[] content() throws WrongRoutesException {
        try {
            return file == null ? new byte[0] : RoutesFile.bytes(file);
        } catch (IOException e) {
            throw new WrongRoutesException(List.of(file + ": not readable (expected: a file with routes)"));
        }
    }
}
