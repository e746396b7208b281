-- On what terms a picture is used: the address of its licence, or words.

alter table media add column licence text not null default '';
alter table published_picture add column licence text not null default '';
