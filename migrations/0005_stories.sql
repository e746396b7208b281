-- Stories: running coverage threads that articles join, and what readers see of them.

create table story (
  id text primary key,
  edition text not null references edition (code),
  slug text not null,
  name text not null,
  about text not null,
  state text not null,
  key_points text not null,
  reading_order text not null,
  explainer text references article (id),
  cover text references article (id),
  merged_into text references story (id),
  revision bigint not null,
  created_by text not null,
  opened_at bigint not null,
  changed_at bigint not null
);
create unique index story_slug on story (edition, slug);
create index story_merged on story (merged_into);

-- `place` orders the stories of one article: the lowest is its first.
create table story_article (
  story text not null references story (id),
  article text not null references article (id),
  place bigint not null,
  pinned boolean not null,
  primary key (story, article)
);
create index story_article_article on story_article (article, place);

-- A story is before readers while a piece of it is; one that was merged stays as a way to the other. `rank` is the place
-- of its state in lists, `pieces` the count that no page has to make, `pins` the pinned articles as a list.
create table published_story (
  id text primary key,
  edition text not null,
  slug text not null,
  name text not null,
  about text not null,
  state text not null,
  rank bigint not null,
  key_points text not null,
  reading_order text not null,
  explainer text,
  cover text,
  pins text not null,
  merged_into text,
  pieces bigint not null,
  begun_at bigint not null,
  latest_at bigint not null,
  revision bigint not null
);
create unique index published_story_slug on published_story (edition, slug);
create index published_story_list on published_story (edition, rank, latest_at desc, id desc);
create index published_story_merged on published_story (merged_into);

create table published_story_article (
  story text not null,
  article text not null,
  published_at bigint not null,
  place bigint not null,
  pinned boolean not null,
  primary key (story, article)
);
create index published_story_article_timeline on published_story_article (story, published_at desc, article desc);
create index published_story_article_article on published_story_article (article, place);

alter table receipt add column story text not null default '';
create index receipt_story on receipt (story, committed_at);
