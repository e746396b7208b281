//! `khabar audit verify`: whoever changed the trail, the log under it or all of both is found out by the command.

use crate::durability::{Client, History, serve};
use crate::kit::Newsroom;

/// Some pieces are published, and the trail of it is sealed.
fn trailed(newsroom: &Newsroom) {
    let server = serve(newsroom);
    let history = History::in_file(newsroom.beside("history").join("trail.jsonl"));
    for name in ["1", "2", "3"] {
        let name = name.to_owned();
        Client { name, token: &newsroom.token, address: server.address, history: &history }.write_one();
    }
    let database = newsroom.database();
    let sealed = || {
        let behind =
            "select (select seq from event_head) - (select seq from consumer_cursor where name = 'trail')";
        database.number(behind) == 0
    };
    for _ in 0..200 {
        if sealed() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(sealed(), "what happened was not sealed");
    server.stop();
}

/// The seal that the command prints.
fn seal(out: &str) -> String {
    let line = out.lines().find(|line| line.starts_with("Its last seal"));
    line.and_then(|line| line.rsplit(' ').next()).expect("a seal is printed").to_owned()
}

#[test]
fn who_changes_the_trail_is_found_out() {
    for newsroom in Newsroom::bares() {
        trailed(&newsroom);
        let verify = |more: &[&str]| newsroom.run(&[&["audit", "verify"][..], more].concat());
        let whole = verify(&[]).exits(0);
        assert!(
            whole.out.contains("The trail is whole") && !whole.out.contains(" 0 entries"),
            "{}",
            whole.out
        );
        let kept = seal(&whole.out);
        verify(&["--seal", &kept]).exits(0);
        verify(&["--seal", &"0".repeat(64)]).exits(1).complains_of("does not have the seal");

        // Somebody makes it say that another did it, and puts it back.
        let database = newsroom.database();
        let actor = database.texts("select actor from trail where position = 2");
        let actor = actor.into_iter().next().expect("an entry");
        database.change("update trail set actor = 'somebody else' where position = 2");
        verify(&[]).exits(1).complains_of("entry 2 (event");
        database.change(&format!("update trail set actor = '{actor}' where position = 2"));
        verify(&[]).exits(0);
        // An entry goes, in the middle and at the end; and the log is made to say something else.
        database.change("create table kept as select * from trail");
        let last = database.number("select max(position) from trail");
        for (position, found) in
            [(2, "entry 2 is missing".to_owned()), (last, "is not there any more".to_owned())]
        {
            database.change(&format!("delete from trail where position = {position}"));
            verify(&[]).exits(1).complains_of(&found);
            database.change(&format!("insert into trail select * from kept where position = {position}"));
        }
        verify(&["--seal", &kept]).exits(0);
        database.change(
            "update event_log set at = at + 1 where seq = (select event from trail where position = 3)",
        );
        verify(&[]).exits(1).complains_of("the event log no longer says");
    }
}
