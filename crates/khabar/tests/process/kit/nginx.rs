//! An nginx on loopback before the site, as an operator would set it up.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::waiting::{free, until};

/// An nginx that runs until it is dropped.
pub struct Nginx {
    child: Child,
    /// It passes on what the site answers.
    pub plain: SocketAddr,
    /// It keeps what it may keep.
    pub keeping: SocketAddr,
    /// It forgot to say which host was asked for.
    pub forgetful: SocketAddr,
}

impl Nginx {
    /// Starts one before `site` for readers of `host`; says so when there is none to start.
    pub fn before(site: SocketAddr, host: &str, folder: &Path) -> Option<Nginx> {
        let Some(program) = program() else {
            println!("NOT RUN: the program behind a proxy (nginx is not installed)");
            return None;
        };
        let [plain, keeping, forgetful] = [(); 3].map(|()| free());
        let text = config_of(&folder.display().to_string(), site, host, [plain, keeping, forgetful]);
        Some(Nginx::run(&program, &text, folder, [plain, keeping, forgetful]))
    }

    /// Starts one that serves the files of a mirror, as `docs/mirror.md` says, and nothing else; says so when there is none.
    pub fn serving(root: &Path, folder: &Path) -> Option<Nginx> {
        let Some(program) = program() else {
            println!("NOT RUN: a mirror behind nginx (nginx is not installed)");
            return None;
        };
        let listen = free();
        let (root, at) = (root.display(), folder.display());
        let found = "try_files $uri ${uri}index.page-$arg_page.html ${uri}index.html $uri/index.html =404;";
        let server = format!("server {{ listen {listen}; root {root}; location / {{ {found} }} }}");
        let text = around(&at.to_string(), &server);
        Some(Nginx::run(&program, &text, folder, [listen; 3]))
    }

    fn run(program: &Path, text: &str, folder: &Path, [plain, keeping, forgetful]: [SocketAddr; 3]) -> Nginx {
        let config = folder.join("nginx.conf");
        std::fs::write(&config, text).expect("a file can be written");
        let mut command = Command::new(program);
        command.arg("-p").arg(folder).arg("-c").arg(&config).arg("-e").arg(folder.join("error.log"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let nginx = Nginx { child: command.spawn().expect("nginx starts"), plain, keeping, forgetful };
        let log = || std::fs::read_to_string(folder.join("error.log")).unwrap_or_default();
        until(&format!("nginx: {}", log()), Duration::from_secs(10), || {
            std::net::TcpStream::connect(forgetful).is_ok().then_some(())
        });
        nginx
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Debian keeps it off a plain user's path.
fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    folders.map(|folder| folder.join("nginx")).find(|program| program.is_file())
}

fn config_of(folder: &str, site: SocketAddr, host: &str, listen: [SocketAddr; 3]) -> String {
    let [plain, keeping, forgetful] = listen;
    let server = |listen: SocketAddr, said: &str| {
        format!(
            "server {{ listen {listen}; location / {{ proxy_pass http://{site}; proxy_http_version 1.1; \
             proxy_set_header Connection \"\"; {said} }} }}\n"
        )
    };
    let names = format!("proxy_set_header Host {host}; proxy_set_header X-Forwarded-Proto https;");
    let keeps = format!("{names} proxy_cache pages; add_header X-Kept $upstream_cache_status;");
    let servers = [server(plain, &names), server(keeping, &keeps), server(forgetful, "")];
    around(folder, &format!("proxy_cache_path {folder}/pages keys_zone=pages:1m;\n{}", servers.concat()))
}

/// A whole configuration around its servers.
fn around(folder: &str, servers: &str) -> String {
    format!(
        "daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;\n\
         events {{ worker_connections 64; }}\n\
         http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; \
         fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;\n{servers} }}\n"
    )
}
