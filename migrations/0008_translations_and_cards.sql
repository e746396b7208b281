-- An article and its translations in other editions make one work. At most one article of an edition belongs to it.

create table translation (
  article text primary key references article (id),
  work text not null,
  edition text not null references edition (code),
  is_original boolean not null,
  created_by text not null,
  created_at bigint not null
);
create unique index translation_work on translation (work, edition);

-- Items that came in as translations of others, which may come in after them.
create table awaited_translation (
  article text primary key references article (id),
  origin text not null,
  uri text not null
);
create index awaited_translation_of on awaited_translation (origin, uri);

create table published_translation (
  article text primary key,
  work text not null,
  is_original boolean not null
);
create index published_translation_work on published_translation (work);

-- The drawn pictures that stand for articles where their addresses are shared: for which words, and under what name.

create table card (
  article text primary key references article (id),
  words text not null,
  public_name text not null,
  drawn_at bigint not null
);

create table published_card (
  article text primary key,
  public_name text not null
);
create unique index published_card_name on published_card (public_name);
