-- What stands beside an article on its page, in order: chosen when something was published, by the words the two share (`why`, as
-- they are written) and by what editors said. `score` is in thousandths.
create table published_related (
  article text not null,
  place bigint not null,
  other text not null,
  why text not null,
  score bigint not null,
  primary key (article, place)
);
create index published_related_other on published_related (other, article);

-- What editors said: that an article stands beside another (`pinned`, in the order of `place`), or never does (`banned`).
create table related_choice (
  article text not null references article (id),
  other text not null references article (id),
  choice text not null,
  place bigint not null,
  set_by text not null,
  set_at bigint not null,
  primary key (article, other)
);
create index related_choice_other on related_choice (other, article);
