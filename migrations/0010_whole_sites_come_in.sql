-- What comes in with the posts of another site.

-- What their readers wrote there, kept for later: nothing shows it yet. Addresses of those readers are never taken in.
create table imported_comment (
  article text not null references article (id),
  number bigint not null,
  parent bigint not null,
  author text not null,
  body text not null,
  approved boolean not null,
  written_at bigint,
  primary key (article, number)
);
alter table imported add column comments text not null default '';

-- Which standing page an item became, and the revision it made: a page that somebody has changed since is left alone.
create table imported_page (
  origin text not null,
  uri text not null,
  page text not null references standing_page (id),
  revision bigint not null,
  digest text not null,
  imported_at bigint not null,
  primary key (origin, uri)
);
