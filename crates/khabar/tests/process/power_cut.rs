//! The power is cut while clients publish and send pictures: what the disk had not taken is lost. A kill loses nothing that
//! the program gave to the machine, and so says nothing of this.
//!
//! The control is the same newsroom told to be careless, which must be found out.

use std::time::Duration;

use crate::durability::{
    Album, Client, Disk, Format, History, Outcome, Tally, contradictions, derived_is_whole, file_is_whole,
    pictures_are_whole, random_below, serve,
};
use crate::kit::{Newsroom, Server, copy_folder, until};
use crate::what_is_due_goes_out::metric;

const CLIENTS: usize = 3;
const RENEWED_AFTER: usize = 5;
/// Careless, it loses something in two of three cuts: none in so many is chance of one in half a million.
const CONTROLS: usize = 12;
const FORMATS: [Format; 2] = [Format::Ext4, Format::Xfs];

/// How often the power is to be cut on each file system.
fn power_loops() -> usize {
    std::env::var("KHABAR_POWER_LOOPS").ok().and_then(|loops| loops.parse().ok()).unwrap_or(2)
}

/// What clients wrote down, and the pictures they sent.
struct Written {
    history: History,
    album: Album,
}

impl Written {
    fn beside(newsroom: &Newsroom, turn: usize) -> Written {
        let history = History::in_file(newsroom.beside("history").join(format!("{turn}.jsonl")));
        Written { history, album: Album::default() }
    }
}

#[test]
fn what_was_acknowledged_survives_a_power_cut() {
    for format in FORMATS {
        let mut newsroom = Newsroom::bare();
        let Some(mut disk) = Disk::under(&newsroom, format) else { continue };
        let what = format!("power cut while clients publish and send pictures, {format}");
        let mut tally = Tally::of(&what);
        let mut server = serve(&newsroom);
        let (mut all, mut pictures) = (Vec::new(), Album::default());
        for turn in 0..power_loops() {
            if turn > 0 && turn % RENEWED_AFTER == 0 {
                drop(server);
                drop(disk);
                newsroom.renew();
                disk = Disk::under(&newsroom, format).expect("a disk could be laid before");
                server = serve(&newsroom);
                (all, pictures) = (Vec::new(), Album::default());
            }
            let written = Written::beside(&newsroom, turn);
            cut_amid_clients(turn, &newsroom, &disk, server, &written, true);
            tally.kills += 1;
            let (taken, unanswered) = written.album.counts();
            tally.acknowledged += written.history.count(Outcome::Acknowledged) + taken;
            tally.maybe += written.history.count(Outcome::Maybe) + unanswered;
            all.extend(written.history.entries());
            pictures.add(&written.album);
            tally.wrong.extend(file_is_whole(&newsroom));
            server = tally.restart(&newsroom);
            let database = newsroom.database();
            tally.wrong.extend(contradictions(&all, &newsroom.token, server.address, &database));
            tally.wrong.extend(pictures.lost(&database));
            tally.wrong.extend(pictures_are_whole(&newsroom.data(), &database));
            if metric(&server, "newsroom_restored") != 0.0 {
                tally.wrong.push("the newsroom takes itself for a copy".to_owned());
            }
            tally.wrong.extend(derived_is_whole(&newsroom));
            if !tally.wrong.is_empty() {
                let _ = copy_folder(&newsroom.data(), &newsroom.beside("as-left"));
                break;
            }
        }
        drop(server);
        drop(disk);
        tally.close(newsroom);
    }
}

/// The control: a newsroom that answers before its disk has taken what it says.
#[test]
fn a_careless_newsroom_is_found_out_by_a_power_cut() {
    for format in FORMATS {
        let newsroom = Newsroom::bare();
        let Some(disk) = Disk::under(&newsroom, format) else { continue };
        let (mut cuts, mut acknowledged) = (0, 0);
        let lost = loop {
            let server = newsroom.serve_with(&[("KHABAR__DATABASE__CARELESS", "true")]);
            let written = Written::beside(&newsroom, cuts);
            cut_amid_clients(cuts, &newsroom, &disk, server, &written, false);
            (cuts, acknowledged) = (cuts + 1, acknowledged + written.history.count(Outcome::Acknowledged));
            let server = serve(&newsroom);
            let database = newsroom.database();
            let lost = contradictions(&written.history.entries(), &newsroom.token, server.address, &database);
            if !lost.is_empty() || cuts == CONTROLS {
                break lost.len();
            }
        };
        println!(
            "careless on {format}: {cuts} power cuts, {acknowledged} acknowledged, {lost} articles lost or not as said"
        );
        assert!(lost > 0, "nothing was lost on {format} in {cuts} cuts: this test would find nothing");
        drop(disk);
    }
}

/// Cuts the power some time after the first word of acknowledgement, and has it back; then nobody serves.
fn cut_amid_clients(
    turn: usize,
    newsroom: &Newsroom,
    disk: &Disk,
    server: Server,
    written: &Written,
    pictures: bool,
) {
    let pause = Duration::from_millis(200 + random_below(600));
    let Written { history, album } = written;
    std::thread::scope(|scope| {
        let address = server.address;
        for client in 0..CLIENTS {
            let client =
                Client { name: format!("{turn}-{client}"), token: &newsroom.token, address, history };
            scope.spawn(move || client.write_until_the_end());
        }
        if pictures {
            scope.spawn(move || album.send_until_the_end(&newsroom.token, address));
        }
        until("the first acknowledgement", Duration::from_secs(20), || {
            (history.count(Outcome::Acknowledged) > 0).then_some(())
        });
        std::thread::sleep(pause);
        disk.cut();
        server.kill();
    });
    disk.power_returns();
}
