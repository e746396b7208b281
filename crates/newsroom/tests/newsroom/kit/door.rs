//! A door before the site: whoever asks for an address that is held waits there until it is let in.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use super::newsroom::until;

/// The door. It stands as long as the test runs.
pub struct Door {
    address: SocketAddr,
    behind: Arc<OnceLock<SocketAddr>>,
    held: Arc<Mutex<BTreeSet<String>>>,
    /// What those asked for who had to wait.
    waited: Arc<Mutex<Vec<String>>>,
}

impl Door {
    /// A door on a free port.
    pub async fn new() -> Door {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("the listener has an address");
        let door = Door { address, behind: Arc::default(), held: Arc::default(), waited: Arc::default() };
        let (behind, held, waited) = (door.behind.clone(), door.held.clone(), door.waited.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Whoever gave up waiting has closed the connection.
                drop(tokio::spawn(let_through(stream, behind.clone(), held.clone(), waited.clone())));
            }
        });
        door
    }

    /// Sets what is behind it, and says where it stands.
    pub fn leads_to(&self, address: SocketAddr) -> SocketAddr {
        self.behind.set(address).expect("one site is behind a door");
        self.address
    }

    /// Holds everybody who asks for an address with this in it.
    pub fn holds(&self, part: &str) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).insert(part.to_owned());
    }

    /// Waits until somebody waits who asked for an address with this in it.
    pub async fn keeps(&self, part: &str) {
        let waits = || {
            let waited = self.waited.lock().unwrap_or_else(PoisonError::into_inner);
            waited.iter().any(|asked| asked.contains(part))
        };
        until("somebody stands before the door", waits).await;
    }

    /// Lets them in again.
    pub fn lets_in(&self, part: &str) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).remove(part);
    }
}

async fn let_through(
    mut stream: TcpStream,
    behind: Arc<OnceLock<SocketAddr>>,
    held: Arc<Mutex<BTreeSet<String>>>,
    waited: Arc<Mutex<Vec<String>>>,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let asked = String::from_utf8_lossy(&head).lines().next().unwrap_or_default().to_owned();
    let is_held = || {
        held.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|part| asked.contains(part.as_str()))
    };
    if is_held() {
        waited.lock().unwrap_or_else(PoisonError::into_inner).push(asked.clone());
    }
    while is_held() {
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
    let mut site = TcpStream::connect(behind.get().expect("the site is behind the door")).await?;
    site.write_all(&head).await?;
    copy_bidirectional(&mut stream, &mut site).await.map(drop)
}
