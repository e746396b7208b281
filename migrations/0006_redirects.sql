-- Redirects get an id, for the log, and may lead to an article instead of a path. Nothing wrote the tables before.
drop table redirect;
create table redirect (
  id text primary key,
  path text not null,
  target text not null,
  article text not null,
  created_by text not null,
  created_at bigint not null
);
create unique index redirect_path on redirect (path);
create index redirect_target on redirect (target);
create index redirect_article on redirect (article);

drop table published_redirect;
create table published_redirect (
  path text primary key,
  target text not null,
  article text not null
);

-- Nobody wrote it and nobody read it.
drop table published_log;
