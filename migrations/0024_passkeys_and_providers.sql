-- Passkeys, and coming in through an identity provider.

create table passkey (
  id text primary key,
  account text not null references account (id),
  -- What the key calls itself when it signs.
  credential text not null unique,
  name text not null,
  -- Its public half and its counter.
  kept text not null,
  created_at bigint not null,
  used_at bigint
);
create index passkey_account on passkey (account);

-- What a key is asked to sign: once, within minutes, for whom it was asked. `at_door`: by somebody who is not signed in.
create table passkey_challenge (
  hash text primary key,
  state text not null,
  at_door boolean not null,
  expires_at bigint not null
);
create index passkey_challenge_age on passkey_challenge (at_door, expires_at);

-- Who went to the identity provider and is to come back: once, within minutes, in the same browser.
create table provider_visit (
  hash text primary key,
  browser text not null,
  nonce text not null,
  verifier text not null,
  expires_at bigint not null
);
create index provider_visit_age on provider_visit (expires_at);

-- Whom the provider means by a subject, once the two were found to be one.
create table provider_identity (
  issuer text not null,
  subject text not null,
  account text not null references account (id),
  known_since bigint not null,
  primary key (issuer, subject)
);
create index provider_identity_account on provider_identity (account);

-- What an administrator set at the desk; what is not here is as the settings file says.
create table newsroom_setting (
  name text primary key,
  value text not null
);
