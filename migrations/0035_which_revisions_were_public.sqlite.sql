-- Which revisions of an article were ever before readers, and since when: what an export gives of its past.
create table publication (
  article text not null references article (id),
  revision integer not null,
  published_at integer not null,
  primary key (article, revision)
);
insert into publication (article, revision, published_at)
  select said.article, said.revision, min(said.at)
  from (select json_extract(trail.data, '$.article') as article, json_extract(trail.data, '$.revision') as revision, trail.at
      from trail where trail.kind = 'article_published'
    union all select json_extract(event_log.data, '$.article'), json_extract(event_log.data, '$.revision'), event_log.at
      from event_log where event_log.kind = 'article_published'
    union all select article.id, article.live_revision, coalesce(article.updated_at, article.first_published_at, article.created_at)
      from article where article.live_revision is not null) said
    join revision on revision.article = said.article and revision.number = said.revision
  group by said.article, said.revision;
