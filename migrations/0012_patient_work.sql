-- Work that nobody waits for stands in a queue of its own: what is due by the clock is found without looking at it.

alter table job add column patient boolean not null default false;
update job set patient = true where name = 'cards.draw';
drop index job_due;
create index job_due on job (state, patient, run_at, id);

-- What stood around the article's own words when its card was drawn: section, edition, direction, host.
alter table card add column setting text not null default '';
