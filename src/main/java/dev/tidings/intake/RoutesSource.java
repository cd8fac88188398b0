package dev.tidings.intake;

import dev.tidings.intake.route.Routes;
import java.util.function.Supplier;

/** Returns the active routes. It is called between batches, so that routes may change while intake runs. */
public interface RoutesSource extends Supplier<Routes> {}
