package dev.tidings.telemetry;

/** The catalogue of metrics, which is also the table in docs/observability.md. */
enum Metric {
    RECEIVED("tidings_records_received_total", "Records of the log that this pod read"),
    RECORDS("tidings_records_total", "The same by outcome: delivered (to a session here), nobody, expired, rejected"),
    REJECTED("tidings_records_rejected_total", "Rejected records by reason"),
    ATTRIBUTES_DROPPED(
            "tidings_attributes_dropped_total",
            "Attributes left out of events, by way (log, intake, publish) and reason (name, type, text, format)"),
    MISPLACED("tidings_records_misplaced_total", "Records outside of their audience's home partitions, by session"),
    SENT("tidings_events_sent_total", "Events handed to sessions' sockets"),
    SENT_BYTES("tidings_events_sent_bytes_total", "Bytes of events and cursors handed to sockets"),
    LEFT_OUT(
            "tidings_events_rejected_total",
            "Records that only a session's reading or writing found unusable, by reason; each counts once"),
    EXPIRED("tidings_events_expired_total", "Events that expired while they waited for a session"),
    COLLAPSED(
            "tidings_events_collapsed_total",
            "Events not sent to a slow session, for a newer one of their collapsekey"),
    ACKNOWLEDGED("tidings_events_acknowledgements_total", "Acknowledgements from clients"),
    DELIVERY("tidings_delivery_seconds", "From a record's Kafka timestamp to the write to a session's socket"),
    SESSIONS("tidings_sessions", "Open sessions on this pod"),
    SESSIONS_MAX("tidings_sessions_max", "Sessions that this pod may hold"),
    SESSIONS_REMEMBERED("tidings_sessions_remembered", "Ended sessions that are remembered for questions about them"),
    SESSIONS_DRAINING("tidings_sessions_draining", "Sessions that were asked to go elsewhere and are still here"),
    DRAINING("tidings_draining", "1 from the signal to stop on, else 0"),
    USERS("tidings_users", "Users with a session on this pod"),
    OPENED("tidings_sessions_opened_total", "Sessions that began, by start: resumed, or the reason of the gap"),
    CLOSED("tidings_sessions_closed_total", "Sessions that ended, by reason"),
    REFUSED("tidings_handshakes_refused_total", "Handshakes refused before the upgrade, by status and reason"),
    TOKEN_CACHE_SIZE("tidings_token_cache_size", "Verified tokens that are remembered"),
    TOKEN_CACHE_HITS("tidings_token_cache_hits_total", "Tokens that need not be verified again"),
    TOKEN_CACHE_MISSES("tidings_token_cache_misses_total", "Tokens that were verified"),
    LOGOUTS("tidings_logouts_total", "Logouts that this pod was asked for, by who asked and what became of it"),
    CONTROL_RECORDS(
            "tidings_control_records_total",
            "Control records read, by outcome: logout, logout-of-nobody (here), lifted, sessions, pod, over, unknown, rejected"),
    DENIALS("tidings_control_denials", "Logouts that are remembered, whose tokens are refused"),
    DENIALS_DROPPED("tidings_control_denials_dropped_total", "Logouts forgotten before their time: the list was full"),
    ANNOUNCED(
            "tidings_control_announcements_total",
            "Announcements of users' sessions to other pods, by outcome: done, failed, skipped"),
    ELSEWHERE("tidings_control_elsewhere", "Announcements of other pods that are remembered"),
    OVERLOOKED(
            "tidings_control_elsewhere_overlooked_total",
            "Announcements of other pods that were not remembered: there were too many"),
    REGISTRY_REQUESTS(
            "tidings_intake_registry_requests_total",
            "Schemas that intake asked the registry for, by outcome: found, unknown, unavailable"),
    SCHEMAS("tidings_intake_schemas", "Schemas that intake remembers"),
    CONTROL_FOLLOWING("tidings_control_following", "1 while the control topic is read up to its end, else 0"),
    TAIL_FOLLOWING("tidings_tail_following", "1 while the log is read up to its end and the broker answers, else 0"),
    LAG("tidings_tail_lag_records", "Records that the broker has and this pod has not read, by topic and partition"),
    UNCOMMITTED(
            "tidings_tail_uncommitted_records",
            "Records that wait for the end of a producer's transaction, which lag does not count, by topic and partition"),
    UNCOMMITTED_AGE("tidings_tail_uncommitted_seconds", "For how long they have waited, by topic and partition"),
    REPLAY_REQUESTED("tidings_replay_requested_total", "Replays of one partition for one session that were asked for"),
    REPLAY_ENDED("tidings_replay_ended_total", "The same by outcome when they end; the rest still wait"),
    REPLAY_SCANS("tidings_replay_scans_total", "Scans of one partition, each for all sessions that wait for it"),
    REPLAY_SCANNED("tidings_replay_scanned_total", "Records that scans have read"),
    REPLAY_KEPT("tidings_replay_kept_total", "Those of them that a session waits for"),
    REPLAY_BYTES("tidings_replay_bytes", "Memory that holds what scans have kept for their sessions"),
    WINDOW_BYTES("tidings_window_bytes", "Memory that the windows hold"),
    WINDOW_MAX_BYTES("tidings_window_max_bytes", "Memory that the windows may hold"),
    JOURNAL_BYTES("tidings_window_journal_bytes", "Memory that holds when the windows had come how far, 1 MB at most"),
    WINDOW_AGE("tidings_window_age_seconds", "Age of the oldest record in a window, by topic and partition"),
    PUBLISH_REQUESTS(
            "tidings_publish_requests_total",
            "Requests to publish, by outcome: accepted, repeated, refused, unavailable"),
    PUBLISHED("tidings_publish_events_total", "Events that came by REST and that Kafka has acknowledged, by topic"),
    PUBLISH_PENDING("tidings_publish_pending_bytes", "Bytes of requests to publish that are on their way to Kafka"),
    PUBLISH_REMEMBERED("tidings_publish_remembered_bytes", "Memory that holds answers by their Idempotency-Key"),
    INTAKE_FOLLOWING(
            "tidings_intake_following", "1 while intake reads the topics of routes, or no route is there, else 0"),
    INTAKE_READ("tidings_intake_read_total", "Records of other topics that were dealt with, by route"),
    INTAKE_RECORDS(
            "tidings_intake_records_total",
            "The same by outcome too: mapped (to at least one event), filtered, duplicated, suppressed, dead"),
    INTAKE_DEAD("tidings_intake_dead_total", "Dead letters by route and reason"),
    INTAKE_EVENTS("tidings_intake_events_total", "Events that were written to the log, by route"),
    INTAKE_SUPPRESSED(
            "tidings_intake_events_suppressed_total",
            "Events that a route's limits took, by route; those of a record that had others too among them"),
    INTAKE_COLLAPSED(
            "tidings_intake_events_collapsed_total",
            "Events that were written later in the name of suppressed ones, by route"),
    INTAKE_AGE(
            "tidings_intake_age_seconds",
            "From the timestamp of a transaction's oldest record to its commit, by route"),
    INTAKE_LAG(
            "tidings_intake_lag_records",
            "Records that the broker has and intake has not dealt with, by topic and partition, on the pod that reads it"),
    INTAKE_MISSING("tidings_intake_missing_topics", "Topics that routes name and that do not exist"),
    INTAKE_TRANSACTIONS("tidings_intake_transactions_total", "Intake's transactions by outcome: committed, aborted"),
    INTAKE_KEPT(
            "tidings_intake_kept",
            "What intake keeps in memory: repetitions (events remembered), recipients (with limits), waiting (events)"),
    INTAKE_FORGOTTEN(
            "tidings_intake_forgotten_total", "The same, where it was given up before its time: there was too much"),
    INBOX_FOLLOWING("tidings_inbox_following", "1 while the inbox's database answers, or the inbox is off, else 0"),
    INBOX_RECORDS(
            "tidings_inbox_records_total",
            "Records that the inbox projected, by outcome: item, announcement, state, outdated, rejected"),
    INBOX_REPEATED("tidings_inbox_repeated_total", "Events that the inbox had already, or that belong to an erased user"),
    INBOX_REJECTED("tidings_inbox_rejected_total", "Records that cannot be in the inbox, by reason"),
    INBOX_LAG(
            "tidings_inbox_lag_records",
            "Records that the log has and the inbox has not, by topic and partition, on the pod that projects it"),
    INBOX_AGE(
            "tidings_inbox_lag_seconds",
            "Age of the newest record in the inbox where it is behind, else 0, by topic and partition"),
    INBOX_WRITES("tidings_inbox_write_seconds", "Time of the statement that writes a batch to the inbox's database"),
    INBOX_RETRIES("tidings_inbox_retries_total", "Statements that the inbox's database did not take, and that are repeated"),
    INBOX_REMOVED("tidings_inbox_removed_total", "What retention removed from the inbox, by kind: row, partition"),
    TRACES_CUT(
            "tidings_traces_cut_total",
            "Spans of records that ended before the last write: 1,000 were open, or a session took more than 10 s");

    private final String exposed;
    private final String help;

    Metric(String exposed, String help) {
        this.exposed = exposed;
        this.help = help;
    }

    /** Returns the name in Prometheus. */
    String exposed() {
        return exposed;
    }

    String help() {
        return help;
    }

    /** Returns Micrometer's name, which its Prometheus registry converts to {@link #exposed}. */
    String meter() {
        return exposed.replaceAll("(_total|_seconds)$", "").replace('_', '.');
    }
}
