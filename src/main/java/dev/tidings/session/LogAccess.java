package dev.tidings.session;

/** The parts of the log that sessions use besides its windows. */
public record LogAccess(LogQuestions questions, ReplayRequests replays, PartitionInterest interests) {}
