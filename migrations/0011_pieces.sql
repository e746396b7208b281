-- Galleries, recordings, and corrections that quote the passage they change.

alter table correction add column corrected text not null default '';
alter table published_correction add column corrected text not null default '';

-- How much there is of a piece: the pictures of a gallery, the seconds of a recording; 0 of all others.
alter table published_article add column extent bigint not null default 0;
create index published_article_kind on published_article (edition, kind, published_at desc, id desc);

create table published_gallery_picture (
  article text not null,
  position bigint not null,
  picture text not null,
  caption text not null,
  alt text not null,
  credit text not null,
  primary key (article, position)
);

-- What is watched or heard: a page of another site, or a file; neither where there is no more than its words.
create table published_recording (
  article text primary key,
  embed text not null,
  file text not null,
  seconds bigint not null,
  caption text not null,
  transcript text not null,
  spoken text not null
);
