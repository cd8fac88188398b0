-- The inbox. Each row of a user, and each index of such rows, begins with the user: so the tables can be spread over
-- several databases by user. Numbers called pos have the generation of the partition in their upper 16 bits, and the
-- offset in the lower 48 (see the class Generation): a topic that is deleted and created again begins a generation.

-- How far each partition has been projected. It is written in the same statement as the items: in one snapshot, all
-- items before next_offset are there, and no other.
create table inbox_position (
  part int primary key,                     -- the partition's id, as in cursors
  topic text collate "C" not null,          -- the Kafka topic's id, by which a topic made anew is noticed
  epoch bigint not null,                    -- the log's epoch, as in cursors
  generation int not null check (generation between 1 and 32767),
  next_offset bigint not null,
  updated timestamptz not null              -- when it was last moved, or found at the log's end
);

-- Events for one user. Only inserted: an item is never updated, and goes with its partition.
create table inbox_item (
  user_id text collate "C" not null,
  part int not null,
  pos bigint not null,
  at timestamptz not null,                  -- the record's timestamp
  expires timestamptz,                      -- expirytime, or null
  collapse text collate "C",                -- collapsekey, or null: of one key, the newest counts
  type text collate "C" not null,
  event bytea not null                      -- the event as structured JSON, without a cursor
) partition by range (at);

-- Each record once; counts, from a mark on.
create unique index inbox_item_place on inbox_item (user_id, part, pos, at);
-- The list, the newest first.
create index inbox_item_newest on inbox_item (user_id, at desc, part desc, pos desc);
-- Whether there is a newer one of the key.
create index inbox_item_collapse on inbox_item (user_id, collapse, at desc, part desc, pos desc)
  where collapse is not null;

-- What has a timestamp that no other partition covers: producers date some events wrongly.
create table inbox_item_default partition of inbox_item default;

-- Events for a group or for everyone: one row, whatever the number of users.
create table inbox_announcement (
  audience text collate "C" not null,       -- everyone, or group:<name>
  part int not null,
  pos bigint not null,
  at timestamptz not null,
  expires timestamptz,
  collapse text collate "C",
  type text collate "C" not null,
  event bytea not null,
  primary key (part, pos)
);
create index inbox_announcement_place on inbox_announcement (audience, part, pos);
create index inbox_announcement_newest on inbox_announcement (audience, at desc, part desc, pos desc);
create index inbox_announcement_collapse on inbox_announcement (audience, collapse, at desc, part desc, pos desc)
  where collapse is not null;
create index inbox_announcement_age on inbox_announcement using brin (at);

-- Marks: all items of the partition with a smaller pos are seen, read or archived, unless inbox_state says otherwise.
create table inbox_mark (
  user_id text collate "C" not null,
  part int not null,
  seen_to bigint not null default 0,
  read_to bigint not null default 0,
  read_version bigint not null default 0,   -- pos of the change that moved read_to
  archived_to bigint not null default 0,
  archived_version bigint not null default 0,
  primary key (user_id, part)
) with (fillfactor = 80);

-- Exceptions from the marks, one item each. Null means: as the mark says. A row may be there before its item.
create table inbox_state (
  user_id text collate "C" not null,
  part int not null,
  pos bigint not null,
  read boolean,
  read_version bigint not null default 0,   -- pos of the change that set it: an older change does nothing
  archived boolean,
  archived_version bigint not null default 0,
  changed timestamptz not null,
  primary key (user_id, part, pos)
) with (fillfactor = 80);
create index inbox_state_age on inbox_state using brin (changed);

-- Users whose inbox was erased: what the log holds of them before erased_to is not projected again.
create table inbox_erasure (
  user_id text collate "C" not null,
  part int not null,
  erased_to bigint not null,
  at timestamptz not null,
  primary key (user_id, part)
);
