-- What people did, in the order of the event log, each entry sealed with the hash of the one before it. Kept for ever, while
-- the log forgets.
create table trail (
  position bigint primary key,
  event bigint not null,
  at bigint not null,
  kind text not null,
  actor text not null,
  subject text not null,
  data text not null,
  hash text not null
);
create unique index trail_event on trail (event);
create index trail_subject on trail (subject, position);

-- What a person looks for in the content list again and again.
create table saved_filter (
  account text not null references account (id),
  name text not null,
  filter text not null,
  kept_at bigint not null,
  primary key (account, name)
);

-- A link with which a phone sees an article before its readers do. What is kept of it is a hash.
create table preview_link (
  hash text primary key,
  article text not null references article (id),
  made_by text not null,
  made_at bigint not null,
  until_at bigint not null,
  ended_at bigint
);
create index preview_link_article on preview_link (article);
