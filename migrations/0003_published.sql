-- What readers may see, and all that a reader-facing connection can read. Written by publishing, in the same
-- transaction as the truth; derived: `khabar rebuild published` makes exactly these rows again.

create table published_edition (
  code text primary key,
  name text not null,
  tagline text not null,
  lang text not null,
  dir text not null,
  voice text not null,
  position bigint not null
);

create table published_section (
  id text primary key,
  edition text not null,
  slug text not null,
  name text not null,
  description text not null,
  position bigint not null
);
create unique index published_section_slug on published_section (edition, slug);

create table published_topic (
  id text primary key,
  edition text not null,
  slug text not null,
  name text not null
);

create table published_author (
  id text primary key,
  edition text not null,
  slug text not null,
  name text not null
);

create table published_picture (
  id text primary key,
  public_name text not null,
  renditions text not null,
  width bigint not null,
  height bigint not null,
  caption text not null,
  alt text not null,
  credit text not null,
  archive boolean not null,
  taken_on text not null,
  focal_x bigint not null,
  focal_y bigint not null,
  tint bigint not null,
  rights_until bigint
);
create unique index published_picture_name on published_picture (public_name);

create table published_article (
  id text primary key,
  edition text not null,
  section text not null,
  kind text not null,
  slug text not null,
  lang text not null,
  dir text not null,
  kicker text not null,
  headline text not null,
  headline_short text not null,
  headline_search text not null,
  headline_social text not null,
  lead text not null,
  description text not null,
  place text not null,
  sources text not null,
  picture text,
  words bigint not null,
  published_at bigint not null,
  updated_at bigint,
  revision bigint not null
);
create index published_article_latest on published_article (edition, published_at desc, id desc);
create index published_article_section on published_article (section, published_at desc, id desc);

create table published_body (
  article text primary key,
  html text not null,
  plain text not null
);

create table published_article_author (
  article text not null,
  position bigint not null,
  author text not null,
  primary key (article, position)
);

create table published_article_topic (
  article text not null,
  position bigint not null,
  topic text not null,
  published_at bigint not null,
  primary key (article, position)
);
create index published_article_topic_latest on published_article_topic (topic, published_at desc, article desc);

create table published_article_picture (
  article text not null,
  picture text not null,
  primary key (article, picture)
);
create index published_article_picture_used on published_article_picture (picture);

create table published_source (
  article text not null,
  position bigint not null,
  role text not null,
  name text not null,
  href text not null,
  detail text not null,
  primary key (article, position)
);
create index published_source_name on published_source (name, article);

create table published_statement (
  article text not null,
  block text not null,
  speaker text not null,
  role text not null,
  recipient text not null,
  place text not null,
  said_on text not null,
  lang text not null,
  authority text not null,
  source text not null,
  href text not null,
  words text not null,
  primary key (article, block)
);
create index published_statement_speaker on published_statement (speaker, article);

create table published_correction (
  id text primary key,
  article text not null,
  kind text not null,
  body text not null,
  block text not null,
  quoted text not null,
  on_top boolean not null,
  corrected_at bigint not null
);
create index published_correction_article on published_correction (article, corrected_at);

create table published_withdrawn (
  article text primary key,
  edition text not null,
  reason text not null,
  withdrawn_at bigint not null
);

create table published_redirect (
  path text primary key,
  target text not null
);

create table published_log (
  seq bigint primary key,
  at bigint not null,
  kind text not null,
  tags text not null,
  data text not null
);
