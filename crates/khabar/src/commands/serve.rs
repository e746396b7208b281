//! `khabar serve`

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;
use metrics_exporter_prometheus::PrometheusHandle;
use newsroom::app::App;
use newsroom::desk_parts::DeskParts;
use newsroom::features::accounts;
use newsroom::features::desk_search::DeskIndex;
use newsroom::features::mirror::{Keeper, Kept};
use newsroom::features::pages::refused_page;
use newsroom::features::sections;
use newsroom::{consumers, routes, schedule};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use web::ops::Ops;
use web::{Copied, Door, Front, FrontConfig, Limits, Server};

use super::DataDir;
use super::doctor::hidden_words;
use crate::doors::{self, Orders, Plain};
use crate::errands;
use crate::instance;
use crate::settings::Settings;
use crate::shipping::Shipping;
use crate::wiring::{self, Need};

/// How long the work behind the site may go on once the last reader has been answered. All of it can be cut: what was
/// not finished is taken up at the next start.
const REST: Duration = Duration::from_secs(1);
/// Places at each door of the house's own: for health and metrics, and for what reads pages back.
const PLACES_FOR_THE_HOUSE: usize = 64;

/// Serve the newsroom: site, desk, API and everything that runs by the clock.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    data: DataDir,
    /// Where to listen, such as 127.0.0.1:8080; port 0 takes a free one.
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<SocketAddr>,
    /// Where health and metrics listen.
    #[arg(long, value_name = "ADDR:PORT")]
    ops_listen: Option<SocketAddr>,
}

impl Serve {
    /// Serves until it is told to stop.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let mut settings = self.data.sound_settings()?;
        settings.listen = self.listen.unwrap_or(settings.listen);
        settings.ops_listen = self.ops_listen.or(settings.ops_listen);
        let running = Running::begin(&self.data, settings).await?;
        let signals = Signals::heard()?;
        println!("Khabar is at {}", running.at());
        running.print_other_addresses();
        if accounts::accounts(running.app.db.read()).await?.is_empty() {
            println!(
                "Nobody can sign in yet. This makes the first account and prints a link that opens once:"
            );
            let folder = self.data.folder.display();
            println!("  khabar people invite --data {folder} --name NAME --role admin ADDRESS");
        }
        running.until_stopped(signals).await;
        Ok(ExitCode::SUCCESS)
    }
}

/// A newsroom that serves.
pub struct Running {
    /// The newsroom.
    pub app: App,
    /// Where the site listens.
    pub address: SocketAddr,
    scheme: &'static str,
    ops_address: Option<SocketAddr>,
    plain_address: Option<SocketAddr>,
    stop: CancellationToken,
    doors: TaskTracker,
    tasks: TaskTracker,
}

impl Running {
    /// Opens the newsroom in `data` and begins to serve it.
    pub async fn begin(data: &DataDir, mut settings: Settings) -> anyhow::Result<Running> {
        let listener = listen(settings.listen).await?;
        let address = listener.local_addr()?;
        if settings.newsroom.public_url == newsroom::config::NewsroomConfig::default().public_url {
            settings.newsroom.public_url = format!("{}://{address}", settings.own_scheme());
        }
        let app = wiring::open(&data.folder, &settings, Need::Index).await?;
        let index = wiring::open_desk_index(&data.folder)?;
        Self::serve(app, index, &data.folder, listener, settings).await
    }

    async fn serve(
        app: App,
        index: DeskIndex,
        data: &Path,
        listener: TcpListener,
        settings: Settings,
    ) -> anyhow::Result<Running> {
        let address = listener.local_addr()?;
        let (stop, at_the_doors, tasks) = (CancellationToken::new(), TaskTracker::new(), TaskTracker::new());
        let ready = Arc::new(AtomicBool::new(false));
        let server = Server::new(settings.limits.clone()).behind(settings.proxies.clone());
        let grace = Duration::from_secs(settings.grace_seconds);
        let mut ops_address = None;
        if let Some(ops) = settings.ops_listen {
            let listener = listen(ops).await?;
            ops_address = Some(listener.local_addr()?);
            let router = web::ops::router(ops_answers(&app, ready.clone())?);
            let (server, stop) = (for_the_house(&settings), stop.clone());
            at_the_doors.spawn(async move { server.run(listener, router, stop, grace).await });
        }
        if let Some(words) = hidden_words(&sections::hidden(app.db.read()).await?) {
            tracing::error!("{words}");
        }
        let tls = settings.tls.open(&app, data, &tasks, &stop)?;
        let owner = app.new_id();
        let parts = DeskParts::from(index.clone());
        consumers::start(&app, Some(&parts), &owner, &tasks, &stop).await?;
        doors::follow_cdn(&app, &settings.cdn, &owner, &tasks, &stop).await?;
        tasks.spawn(errands::serve(app.clone(), index, data, stop.clone()).await?);
        let (id, beats) = instance::begin(&app, data, stop.clone()).await?;
        let (by_the_clock, stopping) = (app.clone(), stop.clone());
        // Under the folder's own name: what a killed predecessor had in hand is taken up at once.
        tasks.spawn(async move { schedule::run(&by_the_clock, id, stopping).await });
        tasks.spawn(beats);
        if let Some(shipping) = Shipping::begin(&app, data, &settings)? {
            tasks.spawn(shipping.go_on(stop.clone()));
        }
        let mut front = front(&app, parts, &settings).await;
        if let Some(folder) = settings.mirror_folder(data) {
            let keeper = mirror(&app, &folder, data)?;
            let (kept, now) = (keeper.clone(), app.clone());
            front = front.copies(move |address| copied(&kept, &now, address));
            tasks.spawn(keeper.run(stop.clone()));
        }
        tasks.spawn(front.clone().watch(stop.clone()));
        let (tls, orders) = tls.map_or((None, None), |(tls, orders)| (Some(tls), orders));
        let mut plain_address = None;
        if let Some(at) = settings.tls.http_listen.filter(|_| tls.is_some()) {
            let listener = listen(at).await?;
            plain_address = Some(listener.local_addr()?);
            let (hosts, aliases) = (settings.hosts.clone(), settings.aliases.clone());
            let tokens = orders.as_ref().map(Orders::tokens).unwrap_or_default();
            let plain = Plain { canonical: app.public_host(), hosts, aliases, tokens }.router();
            let (server, stop) = (server.clone(), stop.clone());
            at_the_doors.spawn(async move { server.run(listener, plain, stop, grace).await });
        }
        // Only now can the authority look.
        if let Some(orders) = orders {
            tasks.spawn(orders.run(stop.clone()));
        }
        // The address is known only now: receipts look there, and over TLS by a door of their own.
        let (inner, door) = match tls {
            None => (loopback(address), Door::from(listener)),
            Some(tls) => {
                let own = listen(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
                let inner = own.local_addr()?;
                let (server, front, stop) = (for_the_house(&settings), front.clone(), stop.clone());
                at_the_doors.spawn(async move { server.run(own, front, stop, grace).await });
                (inner, Door::over_tls(listener, tls))
            }
        };
        let _ = app.site_address.set(inner);
        let (stopping, site) = (stop.clone(), server);
        at_the_doors.spawn(async move { site.run(door, front, stopping, grace).await });
        ready.store(true, Ordering::Release);
        at_the_doors.close();
        tasks.close();
        let scheme = settings.own_scheme();
        Ok(Running { app, address, scheme, ops_address, plain_address, stop, doors: at_the_doors, tasks })
    }

    /// The address of the site, as it can be opened on this machine.
    pub fn at(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// Says where plain HTTP, health and metrics are: with port 0 nobody else knows.
    pub fn print_other_addresses(&self) {
        if let Some(address) = self.plain_address {
            println!("Plain HTTP leads there from http://{address}");
        }
        if let Some(address) = self.ops_address {
            println!("Health and metrics are at http://{address}");
        }
    }

    /// Waits for the signal to stop, then for every answer that is under way, and a moment for the work behind them.
    pub async fn until_stopped(self, signals: Signals) {
        signals.first().await;
        eprintln!("Stopping: what is under way is finished first.");
        self.stop.cancel();
        self.doors.wait().await;
        if tokio::time::timeout(REST, self.tasks.wait()).await.is_err() {
            eprintln!("Some of the work behind the site was cut; the next start takes it up again.");
        }
    }
}

/// A door that readers do not come in by has places of its own: when theirs are taken a supervisor must not hear that the server is down.
fn for_the_house(settings: &Settings) -> Server {
    let limits = Limits {
        max_connections: PLACES_FOR_THE_HOUSE,
        desk_connections: 0,
        max_connections_per_address: 0,
        ..settings.limits.clone()
    };
    Server::new(limits).behind(settings.proxies.clone())
}

async fn front(app: &App, parts: DeskParts, settings: &Settings) -> Front {
    let clock: web::Clock = Arc::new(Instant::now);
    let config = FrontConfig {
        query_allowed: &[],
        query_allowed_at: routes::QUERY_AT,
        query_allowed_at_root: &["p"],
        hosts: settings.hosts.clone(),
        aliases: settings.aliases.clone(),
        canonical: app.config.public_url.clone(),
        clock,
        pass: vec!["/api/".to_owned(), "/desk".to_owned()],
        secret_after: routes::SECRET_AFTER,
        https: settings.is_https(),
        surrogate: doors::surrogate(&settings.cdn),
    };
    Front::new(app.cache.clone(), routes::all(app.clone(), Some(parts)), config)
        .error_page(refused_page(app.clone()).await)
}

fn mirror(app: &App, folder: &Path, data: &Path) -> anyhow::Result<Keeper> {
    Keeper::open(app, folder, wiring::mirror_key(data)?)
        .with_context(|| format!("the mirror in {} cannot be kept", folder.display()))
}

/// A page of the mirror, for a reader who cannot have another.
fn copied(keeper: &Keeper, app: &App, address: &str) -> Option<Copied> {
    let Kept { bytes, media_type, at } = keeper.kept(address)?;
    let age = u64::try_from((app.now() - at) / 1_000_000).unwrap_or_default();
    Some(Copied { body: bytes.into(), content_type: media_type, age })
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}

/// Where this machine reaches an address that it listens on.
fn loopback(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() { SocketAddr::from(([127, 0, 0, 1], address.port())) } else { address }
}

fn ops_answers(app: &App, ready: Arc<AtomicBool>) -> anyhow::Result<Ops> {
    let handle: PrometheusHandle =
        metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder()?;
    let app = app.clone();
    Ok(Ops {
        ready: Arc::new(move || {
            if ready.load(Ordering::Acquire) { Ok(()) } else { Err("still starting".to_owned()) }
        }),
        metrics: Arc::new(move || {
            app.cache.record_metrics();
            handle.run_upkeep();
            handle.render()
        }),
    })
}

/// The signals to stop. They are heard from the moment this is made: make it before saying that the server is there, so
/// that whoever is told may stop it in good order.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Hears them from now on.
    pub fn heard() -> anyhow::Result<Signals> {
        let unheard = "the signals to stop cannot be heard";
        let terminate = signal(SignalKind::terminate()).context(unheard)?;
        let interrupt = signal(SignalKind::interrupt()).context(unheard)?;
        Ok(Signals { terminate, interrupt })
    }

    async fn first(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
