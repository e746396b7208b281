-- A note for readers that one person wrote where a section asks for two: it goes out when somebody else sends the same. One for
-- each article; `note` is what it says, as JSON.
create table waiting_note (
  article text primary key references article (id),
  revision bigint not null,
  note text not null,
  asked_by text not null references account (id),
  asked_at bigint not null
);

-- The same of what is said of a picture that readers of such a section see.
create table waiting_description (
  picture text primary key references media (id),
  said text not null,
  asked_by text not null references account (id),
  asked_at bigint not null
);
