//! Killed while pictures are sent: each that was taken is there, and of each that is there every file is whole.

use std::time::Duration;

use crate::durability::{Album, Tally, file_is_whole, loops, pictures_are_whole, random_below, serve};
use crate::kit::{Newsroom, until};

const CLIENTS: usize = 2;
const RENEWED_AFTER: usize = 10;

#[test]
fn a_picture_that_was_taken_survives_a_kill_with_all_its_files() {
    for mut newsroom in Newsroom::bares() {
        let mut tally = Tally::of("killed while pictures are sent");
        let mut server = serve(&newsroom);
        let mut all = Album::default();
        for turn in 0..loops(&newsroom) {
            if turn > 0 && turn % RENEWED_AFTER == 0 {
                drop(server);
                newsroom.renew();
                server = serve(&newsroom);
                all = Album::default();
            }
            let album = &Album::default();
            std::thread::scope(|scope| {
                let (address, token) = (server.address, &newsroom.token);
                for _ in 0..CLIENTS {
                    scope.spawn(move || album.send_until_the_end(token, address));
                }
                let first = || (album.counts().0 > 0).then_some(());
                until("the first picture", Duration::from_secs(20), first);
                std::thread::sleep(Duration::from_millis(random_below(300)));
                server.kill();
            });
            let (taken, unanswered) = album.counts();
            (tally.kills, tally.acknowledged) = (tally.kills + 1, tally.acknowledged + taken);
            tally.maybe += unanswered;
            all.add(album);
            tally.wrong.extend(file_is_whole(&newsroom));
            server = tally.restart(&newsroom);
            tally.wrong.extend(all.lost(&newsroom.database()));
            tally.wrong.extend(pictures_are_whole(&newsroom.data(), &newsroom.database()));
            if !tally.wrong.is_empty() {
                break;
            }
        }
        drop(server);
        tally.close(newsroom);
    }
}

/// The control: a file that is not there, and one that is another, are found out.
#[test]
fn a_picture_that_is_not_whole_is_found_out() {
    let newsroom = Newsroom::bare();
    let server = serve(&newsroom);
    let (album, token, address) = (&Album::default(), &newsroom.token, server.address);
    std::thread::scope(|scope| {
        scope.spawn(move || album.send_until_the_end(token, address));
        until("two pictures", Duration::from_secs(20), || (album.counts().0 > 1).then_some(()));
        server.kill();
    });
    let database = newsroom.database();
    assert_eq!((album.lost(&database), pictures_are_whole(&newsroom.data(), &database)), (vec![], vec![]));
    let blobs = database.texts("select blob from media");
    let file = |blob: &str| newsroom.data().join("originals").join(&blob[..2]).join(blob);
    let mut two = blobs.iter();
    let (gone, torn) = (two.next().expect("one"), two.next().expect("another"));
    std::fs::remove_file(file(gone)).expect("it is there");
    let bytes = std::fs::read(file(torn)).expect("it is there");
    std::fs::write(file(torn), &bytes[..bytes.len() / 2]).expect("it can be written");
    assert_eq!(pictures_are_whole(&newsroom.data(), &database).len(), 2);
    database.change("delete from media");
    assert_eq!(album.lost(&database).len(), album.counts().0);
}
