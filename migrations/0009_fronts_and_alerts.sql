-- Fronts arranged by hand. A version never changes; `live_version` is the one that readers see, 0 while the page fills itself.

create table front (
  id text primary key,
  edition text not null references edition (code),
  section text references section (id),
  live_version bigint not null,
  latest_version bigint not null,
  revision bigint not null
);
create index front_edition on front (edition);

create table front_version (
  front text not null references front (id),
  number bigint not null,
  base bigint not null,
  arrangement text not null,
  note text not null,
  created_by text not null,
  created_at bigint not null,
  primary key (front, number)
);

-- The pins of the live version, whether they stand now or not.
create table front_pin (
  front text not null references front (id),
  position bigint not null,
  slot text not null,
  article text not null references article (id),
  from_at bigint,
  until_at bigint,
  primary key (front, position)
);
create index front_pin_article on front_pin (article);

-- `stories` is null while the strip fills itself. Of pins only those that stand, of articles that readers see.
create table published_front (
  id text primary key,
  edition text not null,
  revision bigint not null,
  blocks text not null,
  stories text
);
create index published_front_edition on published_front (edition);

create table published_front_pin (
  front text not null,
  position bigint not null,
  slot text not null,
  article text not null,
  until_at bigint,
  primary key (front, position)
);

alter table receipt add column front text not null default '';
create index receipt_front on receipt (front, committed_at);

-- Breaking alerts. `set_by` is the account on whose word one begins later; null for the console.
create table alert (
  id text primary key,
  edition text not null references edition (code),
  words text not null,
  article text references article (id),
  story text references story (id),
  begins_at bigint not null,
  ends_at bigint not null,
  ended_at bigint,
  revision bigint not null,
  set_by text,
  created_by text not null,
  created_at bigint not null
);
create index alert_edition on alert (edition, ends_at);
create index alert_article on alert (article);

-- Those that stand; the article only while readers see it.
create table published_alert (
  id text primary key,
  edition text not null,
  words text not null,
  article text,
  story text,
  begins_at bigint not null,
  ends_at bigint not null
);
create index published_alert_edition on published_alert (edition);
