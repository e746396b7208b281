-- What is being written at the desk and is no revision yet: one state for each article, with a number that grows with
-- every change of it. `content` is null while it says what `revision` says.
create table sitting (
  article text primary key references article (id),
  version bigint not null,
  revision bigint not null,
  content text,
  writer text not null,
  begun_at bigint not null,
  changed_at bigint not null
);
create index sitting_open on sitting (changed_at, article) where content is not null;

-- Who has an article open, in which window, and which of them holds the pen. A row that nobody renews is forgotten.
create table presence (
  article text not null references article (id),
  tab text not null,
  account text not null references account (id),
  writes boolean not null,
  since bigint not null,
  seen_at bigint not null,
  primary key (article, tab)
);

-- The editor offers the stories that were opened last, and the pictures that came in last.
create index story_newest on story (edition, opened_at desc, id desc);
