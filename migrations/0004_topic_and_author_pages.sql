-- What the pages of topics and authors are read by.

create unique index published_topic_slug on published_topic (edition, slug);
create unique index published_author_slug on published_author (edition, slug);
alter table published_article_author add column published_at bigint not null default 0;
update published_article_author set published_at = coalesce((select article.published_at from published_article article
  where article.id = published_article_author.article), 0);
create index published_article_author_latest on published_article_author (author, published_at desc, article desc);
