-- What readers looked for and did not find: how often, by day. Nothing of who asked.
create table unanswered_query (
  day bigint not null,
  edition text not null,
  folded text not null,
  words text not null,
  times bigint not null,
  primary key (day, edition, folded)
);

-- Spellings and names of the same thing, for the search of every node.
create table synonyms (
  id text primary key,
  spellings text not null,
  revision bigint not null,
  changed_at bigint not null
);

-- On whose word a revision rests: the names in its source chain and in its statements, folded as they are looked for. Derived
-- from its content, which never changes. `made_at` is when the revision was made.
create table revision_source (
  article text not null references article (id),
  revision bigint not null,
  folded text not null,
  name text not null,
  made_at bigint not null,
  primary key (article, revision, folded)
);
create index revision_source_folded on revision_source (folded, made_at, article, revision);

-- A newsroom in which nothing is written yet has nothing to catch up with.
insert into newsroom_setting (name, value)
  select 'names.sources_and_speakers', 'yes' where not exists (select id from article);

-- What somebody said is listed under their name, the newest publication first. The name's segment of an address is written by
-- the program: of what stands already, by the first turn of a job.
alter table published_statement add column edition text not null default '';
alter table published_statement add column speaker_slug text not null default '';
alter table published_statement add column published_at bigint not null default 0;
update published_statement set
  edition = (select article.edition from published_article article where article.id = published_statement.article),
  published_at = (select article.published_at from published_article article where article.id = published_statement.article)
  where article in (select id from published_article);
create index published_statement_of_speaker on published_statement (edition, speaker_slug, published_at, article, block);
