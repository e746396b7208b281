-- What somebody began, and what comes out next, without reading the whole archive.

create index article_by_writer on article (created_by, created_at);
create index article_by_schedule on article (scheduled_for) where scheduled_for is not null;
