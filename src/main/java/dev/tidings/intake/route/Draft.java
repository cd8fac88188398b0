package dev.tidings.intake.route;

import java.util.List;

/** An event of one document, once for each audience; {@code source} and {@code id} identify repetitions. */
public record Draft(String source, String id, List<Outgoing> events) {}
