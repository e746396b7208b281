-- A change of an alert has a receipt, and its line on the page says which revision of it stands there.
alter table receipt add column alert text not null default '';
create index receipt_alert on receipt (alert, committed_at);
alter table published_alert add column revision bigint not null default 0;
update published_alert set revision = coalesce((select alert.revision from alert where alert.id = published_alert.id), 0);

-- On whose word the live version of a front stands; null for the console. Pins that are to come do so on that word.
alter table front add column set_by text;
