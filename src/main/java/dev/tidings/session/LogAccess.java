package dev.tidings.session;

/** The parts of the log that sessions use besides its windows. */
public record LogAccess(ExtentLookup extents, ReplaySource replays, PartitionInterest interest) {}
