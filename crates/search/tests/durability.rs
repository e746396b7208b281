//! The cursor and the documents stand or fall together, and a rebuild disturbs nobody.

use search::{Change, Document, Index, Request, SearchError, Settings};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

fn document(id: &str, title: &str) -> Document {
    Document { id: id.into(), title: title.into(), lang: "ar".into(), ..Document::default() }
}

fn put(id: &str, title: &str) -> Vec<Change> {
    vec![Change::Put(document(id, title))]
}

fn open(folder: &Path) -> Index {
    Index::open_or_create(folder, Settings::default()).expect("opens")
}

fn count(index: &Index, text: &str) -> usize {
    let request = Request { text: text.into(), limit: 10, ..Request::default() };
    index.search(&request).expect("an answer").total
}

#[test]
fn the_cursor_survives_with_the_documents() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    assert_eq!(index.cursor().expect("answers"), None);
    index.apply(put("a", "خبر"), 41).expect("applied");
    index.apply(vec![], 4_711).expect("a cursor alone moves too");
    assert_eq!(index.cursor().expect("answers"), Some(4_711));
    drop(index);
    let index = open(folder.path());
    assert_eq!((index.cursor().expect("answers"), index.len()), (Some(4_711), 1));
    index.apply(put("a", "خبر"), 4_711).expect("the same again");
    assert_eq!(index.len(), 1, "replaying makes no twins");
}

#[test]
fn a_second_writer_is_told_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = open(folder.path());
    first.apply(put("a", "خبر"), 1).expect("applied");
    let second = open(folder.path());
    assert!(matches!(second.apply(put("b", "خبر"), 2), Err(SearchError::InUse)));
    assert_eq!(second.cursor().expect("answers"), Some(1), "nothing half done");
    drop(first);
    second.apply(put("b", "خبر"), 2).expect("the place is free");
}

#[test]
fn an_idle_index_lets_its_writer_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = Settings { idle: Duration::from_millis(50), ..Settings::default() };
    let first = Index::open_or_create(folder.path(), settings).expect("opens");
    first.apply(put("a", "خبر"), 1).expect("applied");
    let second = open(folder.path());
    let mut tries = 0;
    while second.apply(put("b", "خبر"), 2).is_err() {
        tries += 1;
        assert!(tries < 100, "the lock is never let go");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn an_unreadable_or_foreign_index_is_begun_anew() {
    for (name, bytes) in [("current.json", &b"{"[..]), ("current.json", br#"{"generation":1,"schema":0}"#)] {
        let folder = tempfile::tempdir().expect("a folder");
        open(folder.path()).apply(put("a", "خبر"), 9).expect("applied");
        std::fs::write(folder.path().join(name), bytes).expect("spoiled");
        let index = open(folder.path());
        assert_eq!((index.cursor().expect("answers"), index.len()), (None, 0));
        index.apply(put("a", "خبر"), 1).expect("works");
    }
    let folder = tempfile::tempdir().expect("a folder");
    open(folder.path()).apply(put("a", "خبر"), 9).expect("applied");
    std::fs::write(folder.path().join("generation-1/meta.json"), b"nonsense").expect("spoiled");
    assert_eq!(open(folder.path()).cursor().expect("answers"), None);
}

#[test]
fn a_rebuild_swaps_while_readers_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = Arc::new(open(folder.path()));
    index.apply((0..50).flat_map(|n| put(&n.to_string(), "قديم")).collect(), 10).expect("applied");
    let over = Arc::new(AtomicBool::new(false));
    let reader = {
        let (index, over) = (Arc::clone(&index), Arc::clone(&over));
        std::thread::spawn(move || {
            let mut rounds = 0;
            while !over.load(Ordering::Relaxed) {
                let (old, new) = (count(&index, "قديم"), count(&index, "جديد"));
                assert!(matches!(old, 0 | 50) && matches!(new, 0 | 70), "{old} {new}: all or nothing");
                rounds += 1;
            }
            rounds
        })
    };
    let built = index.rebuild(7, |feed| (0..70).try_for_each(|n| feed.put(document(&n.to_string(), "جديد"))));
    assert_eq!(built.expect("rebuilt"), 70);
    over.store(true, Ordering::Relaxed);
    assert!(reader.join().expect("the reader never failed") > 0);
    assert_eq!((count(&index, "قديم"), count(&index, "جديد")), (0, 70));
    assert_eq!(index.cursor().expect("answers"), Some(7), "what came since is applied again");
    index.apply(put("71", "جديد"), 8).expect("applied to the new one");
    drop(index);
    let index = open(folder.path());
    assert_eq!((index.len(), index.cursor().expect("answers")), (71, Some(8)));
    let generations = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(generations, 2, "one generation and the file that names it");
}

#[test]
fn changes_that_follow_on_another_index_are_not_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    index.apply(put("a", "خبر"), 10).expect("applied");
    let read = index.cursor().expect("answers").expect("it was written");
    // What follows is read, and before it is written a rebuild that began earlier puts its index there.
    index.rebuild(5, |feed| feed.put(document("a", "خبر"))).expect("rebuilt");
    let late = index.apply_after(read, put("c", "خبر"), 12);
    assert!(matches!(late, Err(SearchError::Replaced { stands: Some(5), after: 10 })), "{late:?}");
    assert_eq!(
        (index.len(), index.cursor().expect("answers")),
        (1, Some(5)),
        "what came after 5 is not passed over"
    );
    index.apply_after(5, [put("b", "خبر"), put("c", "خبر")].concat(), 12).expect("applied");
    assert_eq!((index.len(), index.cursor().expect("answers")), (3, Some(12)));
    // The control: whoever does not say what it follows on passes over it.
    index.rebuild(5, |feed| feed.put(document("a", "خبر"))).expect("rebuilt");
    index.apply(put("c", "خبر"), 12).expect("applied");
    assert_eq!((index.len(), index.cursor().expect("answers")), (2, Some(12)));
}

#[test]
fn a_rebuild_given_up_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    index.apply(put("a", "خبر"), 5).expect("applied");
    let error = index.rebuild(1, |feed| {
        feed.put(document("b", "خبر")).map_err(|error| error.to_string())?;
        Err("the database went away".to_owned())
    });
    assert!(matches!(error, Err(SearchError::RebuildGivenUp(why)) if why.contains("went away")));
    assert_eq!((index.len(), index.cursor().expect("answers")), (1, Some(5)));
    index.apply(put("b", "خبر"), 6).expect("works on");
    assert_eq!(open(folder.path()).len(), 2);
}

#[test]
fn a_damaged_segment_is_noticed_and_the_index_begun_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    open(folder.path()).apply(put("a", "خبر"), 9).expect("applied");
    let mut cut = 0;
    for entry in std::fs::read_dir(folder.path().join("generation-1")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "term") {
            std::fs::write(&path, b"short").expect("spoiled");
            cut += 1;
        }
    }
    assert!(cut > 0);
    assert_eq!(open(folder.path()).cursor().expect("answers"), None);
}
