//! Asking over TLS, trusting exactly the roots that a test names.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

/// What came over TLS.
#[derive(Debug)]
pub struct Secure {
    /// The answer from its first line to its last, as text.
    pub answer: String,
    /// The certificate that was shown.
    pub certificate: CertificateDer<'static>,
}

/// Roots of these certificates alone.
pub fn trusting<'c>(certificates: impl IntoIterator<Item = &'c CertificateDer<'static>>) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        roots.add(certificate.clone()).expect("a root");
    }
    roots
}

/// Asks for a page of a host at an address.
pub fn ask_over_tls(
    address: SocketAddr,
    host: &str,
    roots: &RootCertStore,
    path: &str,
) -> Result<Secure, String> {
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .expect("ring knows them")
        .with_root_certificates(roots.clone())
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).expect("a name");
    let connection = ClientConnection::new(Arc::new(config), name).expect("a client");
    let socket = TcpStream::connect(address).map_err(|error| error.to_string())?;
    socket.set_read_timeout(Some(Duration::from_secs(10))).expect("a time");
    let mut stream = StreamOwned::new(connection, socket);
    let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).map_err(|error| error.to_string())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(|error| error.to_string())?;
    let shown = stream.conn.peer_certificates().and_then(<[_]>::first).cloned();
    let certificate = shown.ok_or("no certificate was shown")?;
    Ok(Secure { answer: String::from_utf8_lossy(&answer).into_owned(), certificate })
}
