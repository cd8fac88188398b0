package dev.tidings.session;

import java.util.concurrent.CompletionStage;

/** What can be asked of the broker about the log when a cursor lies outside of what this pod has in memory. Any thread. */
public interface LogQuestions {
    /** What the broker holds of the partitions that are read here. */
    CompletionStage<LogExtent> extent();

    /** The same, after the topics were looked at again: another pod may have found new partitions, or a new log, sooner. */
    CompletionStage<LogExtent> extentOfFreshLayout();
}
