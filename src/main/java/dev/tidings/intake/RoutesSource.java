package dev.tidings.intake;

import dev.tidings.intake.route.Routes;
import java.util.function.Supplier;

/** Gives the routes that are in force; asked between two batches, so that they may change while intake runs. */
public interface RoutesSource extends Supplier<Routes> {}
