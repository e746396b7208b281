-- Files that come in pieces. How much there is of one is what lies on the disk; `received` is what was last noted of that.
create table upload (
  id text primary key,
  account text not null,
  purpose text not null,
  length bigint not null,
  received bigint not null,
  name text not null,
  mime text not null,
  created_at bigint not null,
  expires_at bigint not null,
  -- The id of what it became; empty until then.
  made text not null
);
create index upload_account on upload (account, created_at);
create index upload_expires on upload (expires_at);

-- Recordings that are files of ours. The bytes are an original; readers know it by its public name.
create table recording_file (
  id text primary key,
  blob text not null,
  mime text not null,
  bytes bigint not null,
  seconds bigint not null,
  public_name text not null,
  name text not null,
  says_place boolean not null,
  created_by text not null,
  created_at bigint not null
);
create unique index recording_file_name on recording_file (public_name);

-- Which of them readers are played: `own` is the file, `served` the name it is served under.
alter table published_recording add column own text not null default '';
alter table published_recording add column served text not null default '';
alter table published_recording add column blob text not null default '';
alter table published_recording add column mime text not null default '';
alter table published_recording add column bytes bigint not null default 0;
create index published_recording_served on published_recording (served);
