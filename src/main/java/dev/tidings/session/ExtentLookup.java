package dev.tidings.session;

import java.util.concurrent.CompletionStage;

/** Queries to the broker about the log, for a cursor outside of what this pod has in memory. Any thread. */
public interface ExtentLookup {
    /** Returns the extent of the log's partitions that are known here. */
    CompletionStage<LogExtent> find();

    /** Returns the extent after a refresh of the topics: another pod may have found new ones sooner. */
    CompletionStage<LogExtent> findAfterRefresh();
}
