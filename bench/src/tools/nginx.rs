//! nginx with one worker and everything on that makes a file fast.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::pinned::{self, Pinned};
use super::{SERVER_CORE, free_port, http};

/// A running nginx.
pub struct Nginx {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it serves is in this folder.
    pub files: PathBuf,
    _running: Pinned,
}

const SETTINGS: &str = "
daemon off;
master_process off;
worker_processes 1;
pid PREFIX/nginx.pid;
error_log PREFIX/error.log;
events { worker_connections 1024; use epoll; multi_accept on; }
http {
  types { text/html html; }
  charset utf-8;
  access_log off;
  server_tokens off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_requests 1000000000;
  keepalive_timeout 120s;
  gzip_static on;
  gzip_vary on;
  open_file_cache max=1000 inactive=120s;
  open_file_cache_valid 120s;
  open_file_cache_min_uses 1;
  client_body_temp_path PREFIX/t1; proxy_temp_path PREFIX/t2; fastcgi_temp_path PREFIX/t3;
  uwsgi_temp_path PREFIX/t4; scgi_temp_path PREFIX/t5;
  server { listen ADDRESS; root PREFIX/files; }
}
";

impl Nginx {
    /// Starts it with everything it needs under `prefix`.
    pub fn start(prefix: &Path) -> anyhow::Result<Nginx> {
        let (files, settings) = (prefix.join("files"), prefix.join("nginx.conf"));
        fs::create_dir_all(&files)?;
        fs::write(files.join("ready.html"), "ready")?;
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
        let text = SETTINGS
            .replace("PREFIX", &prefix.display().to_string())
            .replace("ADDRESS", &address.to_string());
        fs::write(&settings, text)?;
        let program = if Path::new("/usr/sbin/nginx").is_file() { "/usr/sbin/nginx" } else { "nginx" };
        let mut command = pinned::on_core(SERVER_CORE, program);
        command.arg("-p").arg(prefix).arg("-c").arg(&settings).arg("-e").arg(prefix.join("error.log"));
        let running = Pinned::start(command)?;
        http::wait_until_ready(address, "/ready.html", Duration::from_secs(5))?;
        Ok(Nginx { address, files, _running: running })
    }
}
