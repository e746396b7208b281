-- The media library: whence a picture came, and its words as they are looked for (folded as search folds them; null until the
-- program has done so).
alter table media add column source text not null default '';
alter table media add column folded text;
create index media_by_uploader on media (created_by, id);
create index media_by_blob on media (blob);
create index media_unfolded on media (id) where folded is null;

-- What is written and not before readers, the newest first.
create index article_in_work on article (created_at, id)
  where withdrawn_at is null and (live_revision is null or live_revision <> latest_revision);

-- A schedule that came due and was not carried out, and why; a newer one or a publication makes it history.
create table held_schedule (
  article text primary key references article (id),
  why text not null,
  due_at bigint not null,
  held_at bigint not null
);
create index held_schedule_newest on held_schedule (held_at);

-- What colleagues say to each other beside a text: tied to a block and the words in it, never to an offset. A reply has a
-- parent. Nothing here is in reach of readers.
create table note (
  id text primary key,
  article text not null references article (id),
  parent text not null,
  block text not null,
  quoted text not null,
  body text not null,
  written_by text not null references account (id),
  written_at bigint not null,
  resolved_by text,
  resolved_at bigint
);
create index note_article on note (article, id);

-- Whom a note names.
create table mention (
  note text not null references note (id),
  account text not null references account (id),
  primary key (account, note)
);
