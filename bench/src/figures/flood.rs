//! A flood of ten times what the server can do: four in five ask for pages that are at hand, the fifth for searches that nobody
//! asked for before, and the desk saves all the while. What is at hand goes on as before, whoever is at the desk is answered, who is
//! refused learns it soon, and memory stays where it is when as many pages are asked for and the desk is at work as long without the
//! searches. What is at hand is compared with what it is while the desk alone is at work, in windows that lie in turn with those of
//! the flood, because a host does not stay as fast as it was: on as many connections as ask for pages in the flood, and on those that
//! bring the peak, because eight times as many cost something by themselves, whoever serves them: nginx, with the same pages as files,
//! tells how much. What the desk takes of the peak is told beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Plan;
use super::schedule::draft;
use crate::report::{Figure, Report};
use crate::seed::Filled;
use crate::stats::{Spread, quantile};
use crate::tools::http::Client;
use crate::tools::newsroom::{self, Newsroom};
use crate::tools::nginx::Nginx;
use crate::tools::pinned::{self, RESIDENT};
use crate::tools::wrk::{self, Load};
use crate::tools::{self, LOAD_CORE};

/// As many as the machine's best takes.
const PEAK: u32 = 32;
/// Of these so many ask for searches before memory is looked at: what a first search brings into memory is no flood's doing.
const PEAK_SEARCHES: u32 = 7;
/// For so many seconds: the desk's index has its writer in memory by then, and has merged.
const WARMS: u32 = 8;
/// Ten times that: so many for pages at hand, so many for searches.
const CACHED: u32 = 256;
const SEARCHES: u32 = 64;
/// So many pages are at hand.
const PAGES: usize = 200;
/// The ladder's steps are taken within this: the first within a moment, the second five seconds after it.
const SETTLES: u32 = 12;
/// The last of them.
const LAST_STEP: f64 = 2.0;
/// From one step down to the next, in seconds.
const STEP: u32 = 5;
/// No window is shorter, in seconds: the pauses between floods would be most of what the ladder sees.
const SHORTEST: u32 = 2;
const SEARCH: &str = "/ar/search/?q=";
const DESK_EVERY: Duration = Duration::from_millis(50);
const REFUSED: u16 = 503;

/// Measures it on one core.
pub fn measure(plan: &Plan, room: &Filled, report: &mut Report) -> anyhow::Result<()> {
    let flooded = Flooded::begin(plan, room)?;
    let desk = flooded.desk(WARMS);
    let searching = flooded.searches(PEAK_SEARCHES, WARMS)?;
    flooded.windows(PEAK - PEAK_SEARCHES, WARMS, 1)?;
    searching.end()?;
    ended(desk)?;
    // The desk's drafts take memory too, and more of them more: it is at work as long as in the flood.
    let desk = flooded.desk(flooded.lasts());
    let windows = usize::try_from(flooded.lasts() / flooded.seconds)?;
    flooded.windows(CACHED, flooded.seconds, windows)?;
    let before = ended(desk)?.memory;
    let peak = flooded.windows(PEAK, flooded.seconds, plan.windows)?;
    let many = flooded.windows(CACHED, flooded.seconds, plan.windows)?;
    let nginx = if tools::has("nginx") { Some(flooded.nginx()?) } else { None };

    let desk = flooded.desk(SETTLES);
    let settling = flooded.searches(SEARCHES, SETTLES)?;
    let first = flooded.windows(CACHED, SETTLES, 1)?;
    settling.end()?;
    let settled = ended(desk)?;
    let pairs = flooded.pairs()?;
    let desk = pairs.desk.and(settled);

    report.add(Figure::new("flood: peak of pages at hand", peak.median, "/s").spread(peak));
    let told = |what: &str, at_hand: Spread| {
        Figure::new(format!("flood: {what}"), at_hand.median, "/s").spread(at_hand).beside(peak.median)
    };
    report.add(told("on as many connections, without it", many));
    match &nginx {
        Some(nginx) => {
            let figure = Figure::new("flood: the same of nginx, of its own peak", nginx.kept.median, "×");
            report.add(figure.spread(nginx.kept).beside(many.median / peak.median));
        }
        None => report.not_run("flood beside nginx", "nginx is missing: apt-get install nginx-light"),
    }
    report.add(told("with the desk at work, without it", pairs.at_peak.without));
    report.add(told("on as many connections, with the desk at work, without it", pairs.as_many.without));
    report.add(told(&format!("pages at hand in its first {SETTLES} seconds"), first));
    let step = pairs.step;
    report.add(
        Figure::new("flood: the step that was taken, at least", step, "").target("2", step == LAST_STEP),
    );
    report.add(told("pages at hand", pairs.as_many.within));
    // The desk saves in all of them, and what that takes is no flood's doing.
    let kept = pairs.as_many.kept;
    let figure = Figure::new("flood: pages at hand, of those without it", kept.median, "×").spread(kept);
    report.add(figure.target("≥ 0.9", kept.median >= 0.9));
    let kept = pairs.at_peak.kept;
    let figure =
        Figure::new("flood: of those on an eighth of the connections", kept.median, "×").spread(kept);
    report.add(match nginx.map(|nginx| nginx.kept.median) {
        Some(theirs) => figure.beside(theirs).target("≥ 0.9 of nginx", kept.median >= 0.9 * theirs),
        None => figure,
    });
    report.add(Figure::new("flood: searches answered", pairs.answered, "/s"));
    report.add(Figure::new("flood: searches refused", pairs.refused, "/s"));
    report.add(Figure::new("flood: a search's answer or refusal, p99", pairs.p99, "ms"));
    for (what, busy) in
        [("of its core the server has", pairs.server), ("of the load's core something has", pairs.load)]
    {
        let (within, without) = (mean(&busy.within), mean(&busy.without));
        report.add(Figure::new(format!("flood: {what}"), within, "1").beside(without));
    }
    let slow = quantile(pairs.refusals.iter().copied(), 0.99);
    let figure = Figure::new("flood: a refusal, p99", slow, "ms");
    // Three milliseconds for each that is held with it, and a moment. Where nobody is refused there is nothing to say.
    report.add(figure.target("≤ 250 ms", (!pairs.refusals.is_empty()).then_some(slow <= 250.0)));
    let slow = quantile(desk.times.iter().copied(), 0.99);
    report.add(Figure::new("flood: the desk, p50", quantile(desk.times, 0.5), "ms"));
    report.add(Figure::new("flood: the desk, p99", slow, "ms").target("≤ 1,000 ms", slow <= 1_000.0));
    let memory = |bytes: u64| bytes as f64 / 1e6;
    let figure =
        Figure::new("flood: memory at its highest", memory(desk.memory), "MB").beside(memory(before));
    report.add(figure.target("≤ 1.1 of before", desk.memory as f64 <= before as f64 * 1.1));
    Ok(())
}

/// The newsroom, and what asks of it.
struct Flooded<'a> {
    plan: &'a Plan,
    /// Of a window.
    seconds: u32,
    khabar: Newsroom,
    /// The pages at hand, a path on each line.
    paths: PathBuf,
    token: String,
}

/// What windows with the flood and without it came to, in turn.
struct Pairs {
    /// Without it on the connections that bring the peak, and on as many as ask for pages in the flood.
    at_peak: Kept,
    as_many: Kept,
    /// Searches a second; the slowest of the hundredths, in milliseconds.
    answered: f64,
    refused: f64,
    p99: f64,
    /// How long each refusal took, in milliseconds.
    refusals: Vec<f64>,
    /// On as many connections: how much of its core the server had in each window, and of the other core whatever had it.
    server: Busy,
    load: Busy,
    /// The lowest step that the newsroom was on at the end of a window.
    step: f64,
    /// The desk, within it.
    desk: Desk,
}

/// How much of a core was taken in each window.
#[derive(Default)]
struct Busy {
    without: Vec<f64>,
    within: Vec<f64>,
}

/// Pages at hand a second without the flood, and within it, or on few connections and on many.
struct Kept {
    without: Spread,
    within: Spread,
    /// Of each pair the second by the first: a host that grows slower meanwhile takes from both.
    kept: Spread,
}

impl Busy {
    fn saw(&mut self, without: f64, within: f64) {
        self.without.push(without);
        self.within.push(within);
    }
}

impl Kept {
    fn of(pairs: &[(f64, f64)]) -> Kept {
        Kept {
            without: Spread::of(pairs.iter().map(|(without, _)| *without)),
            within: Spread::of(pairs.iter().map(|(_, within)| *within)),
            kept: Spread::of(pairs.iter().map(|(without, within)| within / without)),
        }
    }
}

/// What the desk saw.
struct Desk {
    /// How long each draft took to be saved, in milliseconds.
    times: Vec<f64>,
    /// The server's resident memory at its highest meanwhile, in bytes.
    memory: u64,
}

impl Desk {
    /// Both.
    fn and(mut self, other: Desk) -> Desk {
        self.times.extend(other.times);
        Desk { memory: self.memory.max(other.memory), ..self }
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

type Beside<T> = JoinHandle<anyhow::Result<T>>;

fn ended<T>(beside: Beside<T>) -> anyhow::Result<T> {
    beside.join().map_err(|_| anyhow::anyhow!("what asks beside the load ended"))?
}

impl Flooded<'_> {
    fn begin<'a>(plan: &'a Plan, room: &Filled) -> anyhow::Result<Flooded<'a>> {
        // The desk writes: into a copy.
        let data = plan.scratch().join("flooded");
        let copied = Command::new("cp").arg("-r").arg(&room.data).arg(&data).status()?;
        anyhow::ensure!(copied.success(), "{} cannot be copied", room.data.display());
        let token = newsroom::editor_token(&data)?;
        let khabar = Newsroom::start(&data, &[])?;
        khabar.process.settle(Duration::from_secs(120))?;
        let paths = plan.scratch().join("at-hand.txt");
        let all = fs::read_to_string(&room.paths)?;
        fs::write(&paths, all.lines().take(PAGES).collect::<Vec<_>>().join("\n") + "\n")?;
        Ok(Flooded { plan, seconds: plan.seconds.max(SHORTEST), khabar, paths, token })
    }

    /// How many pages at hand there are a second on so many connections, in so many windows of so many seconds.
    fn windows(&self, connections: u32, seconds: u32, windows: usize) -> anyhow::Result<Spread> {
        let ran = (0..windows).map(|_| self.window(self.khabar.url(""), &self.paths, connections, seconds));
        Ok(Spread::of(ran.collect::<anyhow::Result<Vec<_>>>()?))
    }

    fn window(&self, url: String, paths: &Path, connections: u32, seconds: u32) -> anyhow::Result<f64> {
        let load = Load { connections, seconds, gzip: true, url, paths: Some((paths.to_owned(), 0)) };
        Ok(wrk::run(&load, self.plan.scratch())?.per_second)
    }

    /// nginx serving the same bytes, on the connections that bring the peak and on as many as ask for pages in the flood, in turn.
    fn nginx(&self) -> anyhow::Result<Kept> {
        let nginx = Nginx::start(self.plan.scratch())?;
        let mut plain = Client::connect(self.khabar.site, "")?;
        let mut gzip = Client::connect(self.khabar.site, "accept-encoding: gzip\r\n")?;
        let mut names = String::new();
        for (number, path) in fs::read_to_string(&self.paths)?.lines().enumerate() {
            let name = format!("{number}.html");
            fs::write(nginx.files.join(&name), plain.get(path)?.body)?;
            fs::write(nginx.files.join(format!("{name}.gz")), gzip.get(path)?.body)?;
            names += &format!("/{name}\n");
        }
        let paths = self.plan.scratch().join("files-at-hand.txt");
        fs::write(&paths, names)?;
        let window =
            |connections| self.window(format!("http://{}", nginx.address), &paths, connections, self.seconds);
        let pairs = (0..self.plan.windows).map(|_| Ok((window(PEAK)?, window(CACHED)?)));
        Ok(Kept::of(&pairs.collect::<anyhow::Result<Vec<_>>>()?))
    }

    /// How long the flood goes on in all, with the windows without it, in seconds.
    fn lasts(&self) -> u32 {
        let turns = u32::try_from(2 * self.plan.windows).unwrap_or(u32::MAX);
        SETTLES + turns * (2 * self.seconds + 1)
    }

    fn searches(&self, connections: u32, seconds: u32) -> anyhow::Result<wrk::Flood> {
        wrk::flood(&self.khabar.url(""), SEARCH, connections, seconds, self.plan.scratch())
    }

    /// A window without the flood and one within it, in turn. From one flood to the next is less than a step of the ladder: it stands
    /// where the first seconds brought it.
    fn pairs(&self) -> anyhow::Result<Pairs> {
        let seconds = self.seconds;
        anyhow::ensure!(
            seconds < STEP,
            "a window of {seconds} s without the flood is as long as a step down"
        );
        let (mut at_peak, mut as_many, mut searched) = (Vec::new(), Vec::new(), Vec::new());
        let (mut refusals, mut desk) = (Vec::new(), Desk { times: Vec::new(), memory: 0 });
        let (mut server, mut load, mut step) = (Busy::default(), Busy::default(), LAST_STEP);
        for turn in 0..2 * self.plan.windows {
            let (connections, pairs) =
                if turn % 2 == 0 { (PEAK, &mut at_peak) } else { (CACHED, &mut as_many) };
            let alone = self.desk(seconds);
            let cores = self.cores();
            let without = self.windows(connections, seconds, 1)?.median;
            let busy_without = self.busy_since(cores);
            ended(alone)?;
            // It is there before the window begins, and goes on until that has ended.
            let longer = seconds + 1;
            let searching = self.searches(SEARCHES, longer)?;
            let (beside, refused) = (self.desk(longer), self.refusals(longer));
            thread::sleep(Duration::from_millis(400));
            let cores = self.cores();
            pairs.push((without, self.windows(CACHED, seconds, 1)?.median));
            let busy_within = self.busy_since(cores);
            step = step.min(self.khabar.says("pressure_step")?);
            if connections == CACHED {
                server.saw(busy_without.0, busy_within.0);
                load.saw(busy_without.1, busy_within.1);
            }
            desk = desk.and(ended(beside)?);
            refusals.extend(ended(refused)?);
            searched.push(searching.end()?);
        }
        let of_all = |of: fn(&wrk::Flooded) -> f64| mean(&searched.iter().map(of).collect::<Vec<_>>());
        Ok(Pairs {
            at_peak: Kept::of(&at_peak),
            as_many: Kept::of(&as_many),
            answered: of_all(|each| each.good),
            refused: of_all(|each| each.refused),
            p99: searched.iter().map(|each| each.p99).fold(0.0, f64::max),
            refusals,
            server,
            load,
            step,
            desk,
        })
    }

    /// How long the server has run, how long the load's core had nothing to do, and when.
    fn cores(&self) -> (Duration, Duration, Instant) {
        (self.khabar.process.ran(), pinned::idle(LOAD_CORE), Instant::now())
    }

    /// How much of its core the server had since then, and how much of the load's was not idle: whoever asks, and what the host takes.
    fn busy_since(&self, (ran, idle, began): (Duration, Duration, Instant)) -> (f64, f64) {
        let (now_ran, now_idle, now) = self.cores();
        let of = |part: Duration| part.as_secs_f64() / (now - began).as_secs_f64();
        (of(now_ran.saturating_sub(ran)), 1.0 - of(now_idle.saturating_sub(idle)))
    }

    /// Saves one draft after the other for so many seconds.
    fn desk(&self, seconds: u32) -> Beside<Desk> {
        // Not the newsroom itself: it ends with whoever measures it, whatever ends that.
        let (site, process) = (self.khabar.site, self.khabar.process.id());
        let header = format!("authorization: Bearer {}\r\n", self.token);
        beside(seconds, move |stop| {
            let mut desk = Desk { times: Vec::new(), memory: 0 };
            while Instant::now() < stop {
                let asked = Instant::now();
                draft(&mut Client::connect(site, &header)?, desk.times.len())?;
                desk.times.push(asked.elapsed().as_secs_f64() * 1e3);
                desk.memory = desk.memory.max(pinned::memory(process, RESIDENT));
                thread::sleep(DESK_EVERY);
            }
            Ok(desk)
        })
    }

    /// Is one more of those who search, for so many seconds: how long each refusal took, in milliseconds. The flood's own count has
    /// those that were answered among them, which is another matter.
    fn refusals(&self, seconds: u32) -> Beside<Vec<f64>> {
        let site = self.khabar.site;
        beside(seconds, move |stop| {
            let (mut client, mut times) = (Client::connect(site, "")?, Vec::new());
            for number in 0.. {
                let asked = Instant::now();
                if asked >= stop {
                    break;
                }
                let answer = client.get(&format!("{SEARCH}one-more-{number}"))?;
                if answer.status == REFUSED {
                    times.push(asked.elapsed().as_secs_f64() * 1e3);
                }
                if answer.header("connection") == Some("close") {
                    client = Client::connect(site, "")?;
                }
            }
            Ok(times)
        })
    }
}

/// Does something until so many seconds are over, beside the load.
fn beside<T: Send + 'static>(
    seconds: u32,
    does: impl FnOnce(Instant) -> anyhow::Result<T> + Send + 'static,
) -> Beside<T> {
    let stop = Instant::now() + Duration::from_secs(u64::from(seconds));
    thread::spawn(move || does(stop))
}
