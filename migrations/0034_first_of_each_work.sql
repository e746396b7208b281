-- The first of each sort of work is found at once, however much of another sort waits before it.
create index job_first on job (name, patient, run_at) where state = 'waiting';
