-- The language of the passage that a correction quotes: until an article is placed again, that of the article.

alter table published_correction add column lang text not null default '';
update published_correction set lang = coalesce(
  (select article.lang from published_article article where article.id = published_correction.article), '');
