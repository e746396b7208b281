-- An import knows which revision it wrote: an article that somebody has changed since is left alone. And how many of an
-- item's pictures it could not find: they are looked for again when the item comes again.
alter table imported add column revision bigint not null default 0;
alter table imported add column missing bigint not null default 0;
update imported set revision = coalesce(
  (select max(revision.number) from revision where revision.article = imported.article and revision.created_by like 'import:%'), 0);
