-- The folders from which this newsroom is run, and how their machines' clocks stood when they last said so. `folder` is what
-- no copy of the folder has; `steady` counts since the machine's `boot` and is never set; `reckoned` is what the clock then
-- showed for sure.
create table instance (
  id text primary key,
  folder text not null,
  beat bigint not null,
  beaten_at bigint not null,
  boot text not null,
  steady bigint not null,
  reckoned bigint not null
);

-- A row stands here while this is a copy of a newsroom, restored or cloned, and nobody has said that it may go out.
create table restored (
  id bigint primary key,
  found_at bigint not null,
  why text not null
);
