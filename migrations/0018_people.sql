-- People at the desk: passwords and second factors, sessions that can be told apart, and the limit of wrong tries.

alter table account add column lang text not null default '';
-- The hash of the password; empty: none is set.
alter table account add column password text not null default '';
-- Made of this and the newsroom's key is the secret of the person's second factor; empty: none is set. Beside it the
-- step of the last code that was taken, so that none is taken twice.
alter table account add column factor text not null default '';
alter table account add column factor_step bigint not null default 0;

-- What somebody may do in one edition, or with a section in it and all below it, beyond their own role.
create table remit (
  account text not null references account (id),
  edition text not null references edition (code),
  section text not null default '',
  role text not null,
  primary key (account, edition, section)
);

create table recovery_code (
  account text not null references account (id),
  hash text not null,
  used_at bigint,
  primary key (account, hash)
);

-- Whoever is at the desk signs in anew: an older session has no name by which it could be ended.
delete from desk_session;
alter table desk_session add column id text not null default '';
alter table desk_session add column device text not null default '';
alter table desk_session add column seen_at bigint not null default 0;
-- When the person last proved who they are.
alter table desk_session add column proven_at bigint not null default 0;
-- The second factor is still to come: such a session opens nothing else.
alter table desk_session add column half boolean not null default false;
create index desk_session_account on desk_session (account);

create table known_device (
  hash text primary key,
  account text not null references account (id),
  known_since bigint not null
);
create index known_device_account on known_device (account);

create table sign_in_try (
  id text primary key,
  who text not null,
  tried_at bigint not null
);
create index sign_in_try_who on sign_in_try (who, tried_at);
create index sign_in_try_age on sign_in_try (tried_at);
