-- What editors said to a suggested story: the piece belongs there, or it does not. `score` is how alike the two were then, in
-- millionths: from it a story learns from what likeness on it is worth suggesting.
create table story_decision (
  article text not null references article (id),
  story text not null references story (id),
  accepted boolean not null,
  score bigint not null,
  decided_by text not null,
  decided_at bigint not null,
  primary key (article, story)
);
create index story_decision_of_story on story_decision (story, decided_at);

-- Pieces that are no longer proposed as the beginning of a new story.
create table story_proposal_dismissed (
  article text primary key references article (id),
  dismissed_by text not null,
  dismissed_at bigint not null
);

-- Pairs of stories that an editor keeps apart; `one` is the smaller id.
create table stories_apart (
  one text not null references story (id),
  other text not null references story (id),
  decided_by text not null,
  decided_at bigint not null,
  primary key (one, other)
);
