-- How far the date of an article is known, and on what terms its text may be used.

alter table published_article add column dated_to text not null default 'minute';
alter table published_article add column licence text not null default '';
