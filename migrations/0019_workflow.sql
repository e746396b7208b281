-- What stands between writing and publishing. Workflow is not publication: nothing here is in reach of readers.

-- The stages that a candidate revision goes through, in order. A name that is empty is said in the reader's language.
create table stage (
  code text primary key,
  position bigint not null,
  name text not null,
  role text not null
);
insert into stage (code, position, name, role) values ('writing', 1, '', 'contributor');
insert into stage (code, position, name, role) values ('review', 2, '', 'contributor');
insert into stage (code, position, name, role) values ('legal', 3, '', 'editor');
insert into stage (code, position, name, role) values ('ready', 4, '', 'editor');

-- Where a revision was moved to. One that was never moved stands where the one before it does.
create table candidate (
  article text not null references article (id),
  revision bigint not null,
  stage text not null,
  moved_by text not null,
  moved_at bigint not null,
  primary key (article, revision)
);
create index candidate_stage on candidate (stage, moved_at);

-- Who said of exactly this revision that it may go out.
create table approval (
  article text not null references article (id),
  revision bigint not null,
  account text not null references account (id),
  given_at bigint not null,
  primary key (article, revision, account)
);

create table assignment (
  article text primary key references article (id),
  account text not null references account (id),
  due_at bigint,
  given_by text not null,
  given_at bigint not null
);
create index assignment_account on assignment (account, due_at);

-- What a section asks before something goes out; it holds for the sections below it that ask nothing of their own.
create table section_rules (
  section text primary key references section (id),
  two_persons boolean not null,
  weights text not null,
  revision bigint not null
);

-- How much one person may change before readers in how many minutes; one row.
create table brake (
  id bigint primary key,
  publications bigint not null,
  withdrawals bigint not null,
  minutes bigint not null
);
insert into brake (id, publications, withdrawals, minutes) values (1, 600, 60, 10);

create table reader_change (
  id text primary key,
  account text not null,
  withdraws boolean not null,
  at bigint not null
);
create index reader_change_account on reader_change (account, withdraws, at);

-- Who said that they mean it, and until when that holds.
create table brake_release (
  account text primary key references account (id),
  until_at bigint not null
);
