-- The program's own machinery: the event log, who has read how far, and the queue of jobs.
-- Times are microseconds since 1970 in UTC; structured values are JSON text.

-- One row. Its lock, held from taking a number to the commit, makes the log's order the order of commits.
create table event_head (
  id bigint primary key,
  seq bigint not null
);
insert into event_head (id, seq) values (1, 0);

create table event_log (
  seq bigint primary key,
  at bigint not null,
  kind text not null,
  data text not null,
  tags text not null,
  quiet boolean not null
);

create table consumer_cursor (
  name text primary key,
  seq bigint not null,
  owner text not null,
  lease_until bigint not null
);

-- state: waiting, running, failed. A finished job's row is removed.
create table job (
  id text primary key,
  name text not null,
  payload text not null,
  state text not null,
  run_at bigint not null,
  dedup text,
  attempts bigint not null,
  max_attempts bigint not null,
  owner text,
  lease_until bigint,
  last_error text,
  enqueued_at bigint not null,
  failed_at bigint
);
create index job_due on job (state, run_at, id);
create unique index job_waiting_once on job (name, dedup) where state = 'waiting';
