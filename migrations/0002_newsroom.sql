-- The truth: what the newsroom knows. Times are microseconds since 1970 in UTC; structured values are JSON text;
-- ids are made by the program. Nothing here is in reach of a reader-facing connection.

create table edition (
  code text primary key,
  name text not null,
  tagline text not null,
  lang text not null,
  dir text not null,
  voice text not null,
  position bigint not null,
  created_at bigint not null
);

create table section (
  id text primary key,
  edition text not null references edition (code),
  slug text not null,
  name text not null,
  description text not null,
  position bigint not null,
  created_at bigint not null
);
create unique index section_slug on section (edition, slug);

create table topic (
  id text primary key,
  edition text not null references edition (code),
  slug text not null,
  name text not null,
  kind text not null,
  uri text not null,
  created_at bigint not null
);
create unique index topic_slug on topic (edition, slug);
create index topic_uri on topic (edition, uri);

create table author (
  id text primary key,
  edition text not null references edition (code),
  slug text not null,
  name text not null,
  role text not null,
  created_at bigint not null
);
create unique index author_slug on author (edition, slug);

create table account (
  id text primary key,
  name text not null,
  email text not null,
  role text not null,
  suspended_at bigint,
  created_at bigint not null
);
create unique index account_email on account (email);

create table token (
  id text primary key,
  account text not null references account (id),
  name text not null,
  hash text not null,
  expires_at bigint,
  revoked_at bigint,
  created_at bigint not null
);
create unique index token_hash on token (hash);

create table signin_link (
  hash text primary key,
  account text not null references account (id),
  expires_at bigint not null,
  used_at bigint
);

create table desk_session (
  hash text primary key,
  account text not null references account (id),
  created_at bigint not null,
  expires_at bigint not null
);

create table media (
  id text primary key,
  blob text not null,
  mime text not null,
  width bigint not null,
  height bigint not null,
  caption text not null,
  alt text not null,
  credit text not null,
  archive boolean not null,
  taken_on text not null,
  rights_from bigint,
  rights_until bigint,
  focal_x bigint not null,
  focal_y bigint not null,
  tint bigint not null,
  public_name text not null,
  renditions text not null,
  origin text not null,
  created_by text not null,
  created_at bigint not null
);
create unique index media_public_name on media (public_name);
create index media_origin on media (origin);

create table article (
  id text primary key,
  edition text not null references edition (code),
  section text not null references section (id),
  kind text not null,
  slug text not null,
  latest_revision bigint not null,
  live_revision bigint,
  first_published_at bigint,
  updated_at bigint,
  embargo_until bigint,
  scheduled_for bigint,
  scheduled_revision bigint,
  scheduled_by text,
  withdrawn_at bigint,
  withdrawn_reason text,
  created_by text not null,
  created_at bigint not null
);
create index article_edition on article (edition, created_at, id);

create table revision (
  article text not null references article (id),
  number bigint not null,
  content text not null,
  digest text not null,
  note text not null,
  created_by text not null,
  created_at bigint not null,
  primary key (article, number)
);

create table correction (
  id text primary key,
  article text not null references article (id),
  kind text not null,
  body text not null,
  block text not null,
  quoted text not null,
  on_top boolean not null,
  created_by text not null,
  created_at bigint not null
);
create index correction_article on correction (article, created_at);

create table redirect (
  path text primary key,
  target text not null,
  created_at bigint not null
);

create table receipt (
  id text primary key,
  kind text not null,
  article text not null,
  batch text not null,
  seq bigint not null,
  committed_at bigint not null,
  steps text not null,
  finished_at bigint
);
create index receipt_article on receipt (article, committed_at);
create index receipt_open on receipt (finished_at, seq);

create table imported (
  origin text not null,
  uri text not null,
  article text not null,
  item_version text not null,
  digest text not null,
  imported_at bigint not null,
  primary key (origin, uri)
);

create table live_naming (
  article text not null references article (id),
  named text not null,
  primary key (article, named)
);
create index live_naming_named on live_naming (named);
