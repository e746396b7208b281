-- Sections stand in trees of at most three levels: `level` is 1 for a root. A closed one takes no new pieces.

alter table section add column parent text references section (id);
alter table section add column level bigint not null default 1;
alter table section add column closed boolean not null default false;
alter table section add column revision bigint not null default 1;
alter table published_section add column parent text;
alter table published_section add column level bigint not null default 1;
alter table published_section add column closed boolean not null default false;

-- The section of the first level that an article belongs to, and that of the second where there is one: a section's list
-- with all below it is one range of an index, whatever its level.
alter table published_article add column root text not null default '';
alter table published_article add column branch text;
update published_article set root = section;
create index published_article_root on published_article (root, published_at desc, id desc);
create index published_article_branch on published_article (branch, published_at desc, id desc) where branch is not null;

-- The links at the head of an edition's pages; none while its sections stand there by themselves.
alter table menu add column head text not null default '[]';
alter table published_menu add column head text not null default '[]';

-- Where readers find the newsroom besides its site.
create table channel (
  edition text not null references edition (code),
  position bigint not null,
  platform text not null,
  name text not null,
  href text not null,
  primary key (edition, position)
);

create table published_channel (
  edition text not null,
  position bigint not null,
  platform text not null,
  name text not null,
  href text not null,
  primary key (edition, position)
);
