//! The only way out: every request of the program to a machine elsewhere goes through [`Fetch`]. It reaches what is public
//! and nothing inside the house, says so at the moment of connecting and not by the name, follows no redirects, and ends
//! after a time and a number of bytes.

mod address;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::header::{CONNECTION, HOST, HeaderValue, TRANSFER_ENCODING, USER_AGENT};
use http::uri::{PathAndQuery, Scheme};
use http::{Request, Response, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

pub use address::is_public;

/// The longest head of an answer.
const MOST_HEAD_BYTES: usize = 64 << 10;

/// Finds the addresses of a host and a port.
pub type Resolver = Arc<dyn Fn(String, u16) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> + Send + Sync>;

/// How far a request may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To public addresses, over the web's own ports. For every address that came from outside.
    Public,
    /// To wherever whoever runs the program wrote into its settings: that may be the machine beside it.
    Configured,
}

/// How much a request may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// From the first look for an address to the last byte.
    pub within: Duration,
    /// Of the answer's body.
    pub most_bytes: usize,
    /// The ports that [`Reach::Public`] goes to.
    pub ports: Vec<u16>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { within: Duration::from_secs(10), most_bytes: 1 << 20, ports: vec![80, 443] }
    }
}

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address is not one that may be asked.
    #[error("{0} is not an address that is asked")]
    Refused(String),
    /// None of the host's addresses may be reached, or none answers.
    #[error("{0} cannot be reached: {1}")]
    Unreachable(String, io::Error),
    /// The time ran out.
    #[error("no complete answer within {0:?}")]
    TooSlow(Duration),
    /// The answer is longer than the limit.
    #[error("the answer is longer than {0} bytes")]
    TooLong(usize),
    /// The exchange broke.
    #[error("the exchange broke: {0}")]
    Broken(#[from] hyper::Error),
    /// The request cannot be written.
    #[error("the request cannot be written: {0}")]
    Request(#[from] http::Error),
}

/// Why a root cannot be believed.
#[derive(Debug, thiserror::Error)]
#[error("no root certificate can be read there: {0}")]
pub struct NoRoot(String);

/// The way out. Cheap to clone.
#[derive(Clone)]
pub struct Fetch {
    resolver: Resolver,
    tls: TlsConnector,
    limits: Limits,
}

impl Fetch {
    /// A way out with these limits, which finds addresses as this machine does.
    pub fn new(limits: Limits) -> Fetch {
        Fetch::resolving(limits, Arc::new(|host, port| Box::pin(look_up(host, port))))
    }

    /// A way out that finds addresses in its own way.
    pub fn resolving(limits: Limits, resolver: Resolver) -> Fetch {
        Fetch { resolver, tls: believing(webs_own_roots()), limits }
    }

    /// The same, which believes these roots too, as PEM: of a house that has an authority of its own.
    pub fn trusting(self, roots: &[u8]) -> Result<Fetch, NoRoot> {
        let mut all = webs_own_roots();
        for root in CertificateDer::pem_slice_iter(roots) {
            let root = root.map_err(|error| NoRoot(error.to_string()))?;
            all.add(root).map_err(|error| NoRoot(error.to_string()))?;
        }
        if all.len() == webpki_roots::TLS_SERVER_ROOTS.len() {
            return Err(NoRoot("the text holds none".to_owned()));
        }
        Ok(Fetch { tls: believing(all), ..self })
    }

    /// Sends a request and reads the whole answer, whatever its status: a redirect is an answer like others.
    pub async fn send(
        &self,
        request: Request<Vec<u8>>,
        reach: Reach,
    ) -> Result<Response<Vec<u8>>, FetchError> {
        let within = self.limits.within;
        tokio::time::timeout(within, self.exchange(request, reach))
            .await
            .unwrap_or(Err(FetchError::TooSlow(within)))
    }

    async fn exchange(
        &self,
        request: Request<Vec<u8>>,
        reach: Reach,
    ) -> Result<Response<Vec<u8>>, FetchError> {
        let target = Target::of(request.uri())?;
        let stream = self.connect(&target, reach).await?;
        let request = written(request, &target)?;
        if !target.tls {
            return self.over(stream, request).await;
        }
        let unreachable = |error| FetchError::Unreachable(target.host.clone(), error);
        let name = ServerName::try_from(target.bare_host().to_owned())
            .map_err(|_| FetchError::Refused(target.host.clone()))?;
        self.over(self.tls.connect(name, stream).await.map_err(unreachable)?, request).await
    }

    async fn connect(&self, target: &Target, reach: Reach) -> Result<TcpStream, FetchError> {
        if reach == Reach::Public && !self.limits.ports.contains(&target.port) {
            return Err(FetchError::Refused(format!("port {}", target.port)));
        }
        let unreachable = |error| FetchError::Unreachable(target.host.clone(), error);
        let found = (self.resolver)(target.bare_host().to_owned(), target.port).await.map_err(unreachable)?;
        let mut last = io::Error::other("it has no address that may be asked");
        // The address that was judged is the one that is connected to: the name is not looked up again.
        for address in found.into_iter().filter(|found| reach == Reach::Configured || is_public(found.ip())) {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => last = error,
            }
        }
        Err(unreachable(last))
    }

    async fn over(
        &self,
        stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Vec<u8>>, FetchError> {
        let (mut sender, connection) =
            http1::Builder::new().max_buf_size(MOST_HEAD_BYTES).handshake(TokioIo::new(stream)).await?;
        let driven = tokio::spawn(connection);
        let answered = async {
            let (head, body) = sender.send_request(request).await?.into_parts();
            let most = self.limits.most_bytes;
            let bytes = Limited::new(body, most).collect().await.map_err(|error| {
                match error.downcast::<hyper::Error>() {
                    Ok(broken) => FetchError::Broken(*broken),
                    Err(_) => FetchError::TooLong(most),
                }
            })?;
            Ok(Response::from_parts(head, bytes.to_bytes().to_vec()))
        };
        let _ends = EndsWith(driven.abort_handle());
        answered.await
    }
}

fn webs_own_roots() -> RootCertStore {
    RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned())
}

fn believing(roots: RootCertStore) -> TlsConnector {
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .expect("ring knows the protocol versions of rustls")
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

/// The connection ends with whoever waited for it.
struct EndsWith(tokio::task::AbortHandle);

impl Drop for EndsWith {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn look_up(host: String, port: u16) -> io::Result<Vec<SocketAddr>> {
    Ok(tokio::net::lookup_host((host, port)).await?.collect())
}

/// Where a request goes.
struct Target {
    tls: bool,
    /// As it stands in the address: an IPv6 address in brackets.
    host: String,
    port: u16,
    named: HeaderValue,
}

impl Target {
    fn of(uri: &Uri) -> Result<Target, FetchError> {
        let refused = || FetchError::Refused(uri.host().unwrap_or_default().to_owned());
        let tls = match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTPS => true,
            Some(scheme) if *scheme == Scheme::HTTP => false,
            _ => return Err(refused()),
        };
        let authority = uri.authority().ok_or_else(refused)?;
        // A name and a password before the host are there to deceive.
        if authority.as_str().contains('@') || authority.host().is_empty() {
            return Err(refused());
        }
        let named = HeaderValue::from_str(authority.as_str()).map_err(|_| refused())?;
        let port = authority.port_u16().unwrap_or(if tls { 443 } else { 80 });
        Ok(Target { tls, host: authority.host().to_owned(), port, named })
    }

    fn bare_host(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }
}

/// The request as it goes over the connection.
fn written(request: Request<Vec<u8>>, target: &Target) -> Result<Request<Full<Bytes>>, FetchError> {
    let (mut head, body) = request.into_parts();
    let path = head.uri.path_and_query().cloned().unwrap_or(PathAndQuery::from_static("/"));
    head.uri = Uri::builder().path_and_query(path).build()?;
    head.headers.remove(TRANSFER_ENCODING);
    head.headers.insert(HOST, target.named.clone());
    head.headers.insert(CONNECTION, HeaderValue::from_static("close"));
    head.headers.entry(USER_AGENT).or_insert(HeaderValue::from_static("Khabar"));
    Ok(Request::from_parts(head, Full::new(Bytes::from(body))))
}
