-- What a story's page shows beside its timeline (key pieces, what was said last, who is in it), worked out when a piece of it
-- comes, changes or leaves. Of stories that stand already it is made by the first turn of a job.
alter table published_story add column outline text not null default '{}';
insert into newsroom_setting (name, value)
  select 'stories.outlined', 'yes' where not exists (select id from story);

-- Whether a topic is a person, a place or something else, where readers see it.
alter table published_topic add column kind text not null default 'subject';
update published_topic set kind = (select topic.kind from topic where topic.id = published_topic.id)
  where id in (select id from topic);
