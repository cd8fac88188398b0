package dev.tidings.intake.route;

import java.util.List;

/** What one document becomes: an event, once for each of its audiences; {@code source} and {@code id} tell repetitions. */
public record Draft(String source, String id, List<Outgoing> events) {}
