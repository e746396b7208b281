-- Which sources an edition knows is asked by the edition: names are offered that stand in its own articles.
alter table revision_source add column edition text not null default '';
update revision_source set edition = (select article.edition from article where article.id = revision_source.article);
create index revision_source_edition on revision_source (edition, folded, made_at);
