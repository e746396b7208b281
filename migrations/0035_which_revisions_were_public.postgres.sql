-- Which revisions of an article were ever before readers, and since when: what an export gives of its past.
create table publication (
  article text not null references article (id),
  revision bigint not null,
  published_at bigint not null,
  primary key (article, revision)
);
insert into publication (article, revision, published_at)
  select said.article, said.revision, min(said.at)
  from (select trail.data::json ->> 'article' as article, (trail.data::json ->> 'revision')::bigint as revision, trail.at
      from trail where trail.kind = 'article_published'
    union all select event_log.data::json ->> 'article', (event_log.data::json ->> 'revision')::bigint, event_log.at
      from event_log where event_log.kind = 'article_published'
    union all select article.id, article.live_revision, coalesce(article.updated_at, article.first_published_at, article.created_at)
      from article where article.live_revision is not null) said
    join revision on revision.article = said.article and revision.number = said.revision
  group by said.article, said.revision;
