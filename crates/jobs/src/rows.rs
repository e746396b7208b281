//! All SQL of the queue.

store::sql! {
    pub(crate) ENQUEUE = "jobs.enqueue":
        "insert into job (id, name, payload, state, run_at, dedup, attempts, max_attempts, enqueued_at, patient)
         values ($1, $2, $3, 'waiting', $4, $5, 0, $6, $7, $8)
         on conflict (name, dedup) where state = 'waiting'
         do update set id = excluded.id, payload = excluded.payload, run_at = excluded.run_at, attempts = 0,
            max_attempts = excluded.max_attempts, enqueued_at = excluded.enqueued_at, patient = excluded.patient,
            last_error = null";
    /// Work of these names that stands in the other queue: an older program put it there.
    pub(crate) ADOPT = "jobs.adopt":
        "update job set patient = $2 where state = 'waiting' and patient = $3 and name in in_list($1)";
    pub(crate) CANCEL = "jobs.cancel":
        "delete from job where name = $1 and dedup = $2 and state = 'waiting'";
    /// Claiming in one statement; on a server two runners skip each other's rows.
    pub(crate) CLAIM = "jobs.claim":
        "update job set state = 'running', owner = $1, lease_until = $2, attempts = attempts + 1
          where id in (select id from job where state = 'waiting' and patient = $6 and run_at <= $3 and name in in_list($4)
                        order by run_at, id limit $5 skip_locked())
         returning id, name, payload, run_at, attempts, max_attempts, dedup";
    /// What a runner of this name had in hand when it died: recovered with the rest.
    pub(crate) TAKE_OVER = "jobs.take_over":
        "update job set lease_until = 0 where state = 'running' and owner = $1";
    /// Jobs whose runner died before its last attempt. Of several with one key only the newest comes back.
    pub(crate) RECOVER = "jobs.recover":
        "update job set state = 'waiting', owner = null, lease_until = null,
            last_error = 'the runner stopped during the attempt'
          where id in (select id from job where state = 'running' and lease_until <= $1 and attempts < max_attempts
                        order by id limit 100 skip_locked())
            and not exists (select 1 from job w where w.name = job.name and w.dedup = job.dedup and w.id <> job.id
                               and (w.state = 'waiting' or (w.state = 'running' and w.lease_until <= $1
                                                            and w.id > job.id)))";
    /// Those that have no attempt left, and those that a newer one has taken the place of. Others wait for their recovery.
    pub(crate) GIVE_UP = "jobs.give_up":
        "update job set state = 'failed', owner = null, lease_until = null, failed_at = $1,
            last_error = 'the runner stopped during the attempt'
          where id in (select id from job where state = 'running' and lease_until <= $1
                          and (attempts >= max_attempts
                               or exists (select 1 from job w where w.name = job.name and w.dedup = job.dedup
                                             and w.id <> job.id
                                             and (w.state = 'waiting' or (w.state = 'running' and w.lease_until <= $1
                                                                          and w.id > job.id))))
                        order by id limit 100 skip_locked())";
    pub(crate) RENEW = "jobs.renew":
        "update job set lease_until = $1 where state = 'running' and owner = $2 and id in in_list($3)";
    pub(crate) DONE = "jobs.done":
        "delete from job where id = $1 and owner = $2 and state = 'running'";
    pub(crate) ALL_DONE = "jobs.all_done":
        "delete from job where id in in_list($1) and owner = $2 and state = 'running'";
    pub(crate) AGAIN = "jobs.again":
        "update job set state = 'waiting', owner = null, lease_until = null, run_at = $3, last_error = $4
          where id = $1 and owner = $2 and state = 'running'
            and not exists (select 1 from job w where w.name = job.name and w.dedup = job.dedup
                               and w.state = 'waiting')";
    pub(crate) FAIL = "jobs.fail":
        "update job set state = 'failed', owner = null, lease_until = null, failed_at = $3, last_error = $4
          where id = $1 and owner = $2 and state = 'running'";
    /// When something is to be done next: due work, or a lease that ends. The first of each name stands at the beginning of
    /// an index, however much of another name waits.
    pub(crate) NEXT = "jobs.next":
        "select min(first.run_at), (select min(lease_until) from job where state = 'running')
           from (select (select min(job.run_at) from job
                          where job.state = 'waiting' and job.name = each.text and job.patient = $2) as run_at
                   from list_rows($1) each) first";
    /// The next turn of a repeated job, unless one is waiting or running.
    pub(crate) ARRANGE = "jobs.arrange":
        "insert into job (id, name, payload, state, run_at, dedup, attempts, max_attempts, enqueued_at, patient)
         select cast($1 as text), cast($2 as text), '{}', 'waiting', cast($3 as bigint), 'every', 0, 1,
                cast($4 as bigint), cast($5 as boolean)
          where not exists (select 1 from job where name = cast($2 as text) and dedup = 'every' and state <> 'failed')
         on conflict (name, dedup) where state = 'waiting' do nothing";
    pub(crate) NOT_LATER = "jobs.not_later":
        "update job set run_at = $2 where name = $1 and dedup = 'every' and state = 'waiting' and run_at > $2";
    pub(crate) FORGET_FAILED_TURNS = "jobs.forget_failed_turns":
        "delete from job where name = $1 and dedup = 'every' and state = 'failed' and failed_at < $2";
    pub(crate) WAITING = "jobs.waiting":
        "select payload, run_at from job where name = $1 and state = 'waiting' order by run_at, id limit $2";
    pub(crate) IS_DUE = "jobs.is_due":
        "select exists (select 1 from job where state = 'waiting' and patient = $1 and run_at between $2 and $3
                           and name = $4)";
    pub(crate) FAILED = "jobs.failed":
        "select id, name, payload, attempts, coalesce(last_error, ''), coalesce(failed_at, 0) from job
          where state = 'failed' order by failed_at desc, id limit $1";
    /// What was tried and did not succeed yet, or was given up.
    pub(crate) TROUBLED = "jobs.troubled":
        "select coalesce(dedup, ''), attempts, coalesce(last_error, ''), run_at, state from job
          where name = $1 and state in ('waiting', 'failed') and last_error is not null order by id desc limit $2";
    pub(crate) FORGET_FAILED = "jobs.forget_failed":
        "delete from job where name = $1 and dedup = $2 and state = 'failed'";
    pub(crate) RETRY = "jobs.retry":
        "update job set state = 'waiting', run_at = $2, attempts = 0 where id = $1 and state = 'failed'
            and not exists (select 1 from job w where w.name = job.name and w.dedup = job.dedup
                               and w.state = 'waiting')";
    pub(crate) STANDING = "jobs.standing":
        "select (select count(*) from job where state = 'waiting'), (select count(*) from job where state = 'running'),
            (select count(*) from job where state = 'failed'),
            (select min(run_at) from job where state = 'waiting')"
}
