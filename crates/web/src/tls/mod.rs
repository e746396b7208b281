//! TLS before the server: which certificate is shown ([`Certificate`]), and what is offered to whoever connects
//! ([`Tls`]): TLS 1.2 and 1.3, HTTP/2 and HTTP/1.1.

mod certificate;

use std::io;
use std::sync::Arc;

use arc_swap::ArcSwapOption;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

pub use certificate::{Certificate, CertificateError, Validity};

/// How HTTP/2 is named while a connection is agreed on.
pub(crate) const HTTP_2: &[u8] = b"h2";
const HTTP_1: &[u8] = b"http/1.1";

/// What is offered over TLS. Cheap to clone; the certificate may change while connections come.
#[derive(Clone)]
pub struct Tls {
    shown: Arc<Shown>,
    acceptor: TlsAcceptor,
}

#[derive(Debug, Default)]
struct Shown(ArcSwapOption<CertifiedKey>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.load_full()
    }
}

impl Tls {
    /// TLS that shows no certificate yet: until [`Tls::show`] every handshake fails.
    pub fn new() -> Tls {
        let shown = Arc::new(Shown::default());
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring knows the protocol versions of rustls")
            .with_no_client_auth()
            .with_cert_resolver(shown.clone());
        config.alpn_protocols = vec![HTTP_2.to_vec(), HTTP_1.to_vec()];
        // Without tickets a reader of TLS 1.2 who comes back pays for a whole handshake.
        if let Ok(ticketer) = ring::Ticketer::new() {
            config.ticketer = ticketer;
        }
        Tls { shown, acceptor: TlsAcceptor::from(Arc::new(config)) }
    }

    /// From now on this certificate is shown. Connections that stand keep the one they began with.
    pub fn show(&self, certificate: Certificate) {
        self.shown.0.store(Some(certificate.into_key()));
    }

    /// Whether there is a certificate to show.
    pub fn shows_one(&self) -> bool {
        self.shown.0.load().is_some()
    }

    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        self.acceptor.accept(stream).await
    }
}

impl Default for Tls {
    fn default() -> Tls {
        Tls::new()
    }
}
