//! The listener: plain HTTP only on this machine or behind a proxy, TLS everywhere else; slow clients are let go, and at
//! shutdown what is in flight is answered.

use std::future::Future;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use desk::Fault;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use crate::Web;

/// How long a client may take to send the head of a request, in seconds. An idle connection is closed after it as well.
pub const HEAD_S_MAX: u64 = 20;
/// How long a client may take nothing of what it is sent, in seconds; then its connection is closed.
pub const UNREAD_S_MAX: u64 = 30;
/// How long a TLS handshake may take, in seconds.
pub const HANDSHAKE_S_MAX: u64 = 10;
/// How long a shutdown waits for what is in flight, in seconds.
pub const SHUTDOWN_S_MAX: u64 = 35;
/// How many connections are open at once unless told otherwise; more wait until one closes.
pub const CONNECTIONS_MAX: usize = 8_192;
/// How many headers a request may have.
const HEADERS_MAX: usize = 100;
/// The largest head of a request, in bytes.
const HEAD_BYTES_MAX: usize = 64 << 10;

/// Where and how to listen.
#[derive(Debug, Clone)]
pub struct Listen {
    /// The address; port 0 takes a free one.
    pub addr: SocketAddr,
    /// Certificate and key, for TLS.
    pub tls: Option<Tls>,
    /// A proxy in front ends TLS.
    pub behind_proxy: bool,
}

/// Certificate and key as PEM files.
#[derive(Debug, Clone)]
pub struct Tls {
    /// The certificate, with those that vouch for it.
    pub cert: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

/// A socket that is bound and knows its address, but answers nobody yet.
pub struct Listener {
    socket: TcpListener,
    acceptor: Option<TlsAcceptor>,
}

impl Listen {
    /// Binds the socket.
    ///
    /// # Errors
    /// A sentence for the operator: plain HTTP would leave this machine, the address is taken, or the certificate cannot be read.
    pub async fn bind(self) -> Result<Listener, Fault> {
        if self.tls.is_none() && !self.behind_proxy && !self.addr.ip().is_loopback() {
            let addr = self.addr;
            return Err(Fault::broken(format!(
                "plain HTTP on {addr} would send passwords readable over the network: give a certificate and key, say that a proxy \
                 in front ends TLS, or listen on 127.0.0.1"
            )));
        }
        let acceptor = self.tls.as_ref().map(acceptor).transpose()?;
        let socket = TcpListener::bind(self.addr).await;
        let socket = socket.map_err(|e| Fault::unavailable(format!("address {}", self.addr)).from_error(e))?;
        Ok(Listener { socket, acceptor })
    }
}

/// Binds and answers until `stop`; `ready` hears the address once it is bound.
///
/// # Errors
/// As [`Listen::bind`].
pub async fn listen(web: Web, how: Listen, ready: impl FnOnce(SocketAddr), stop: impl Future<Output = ()>) -> Result<(), Fault> {
    let listener = how.bind().await?;
    ready(listener.addr()?);
    listener.serve(web, stop).await;
    Ok(())
}

impl Listener {
    /// The address it is bound to.
    ///
    /// # Errors
    /// A fault when the system does not tell.
    pub fn addr(&self) -> Result<SocketAddr, Fault> {
        Ok(self.socket.local_addr()?)
    }

    /// Answers until `stop`, then ends the live streams and waits for what is in flight.
    pub async fn serve(self, web: Web, stop: impl Future<Output = ()>) {
        let (graceful, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS_MAX)));
        let mut stop = std::pin::pin!(stop);
        loop {
            let place = tokio::select! {
                place = places.clone().acquire_owned() => place,
                () = &mut stop => break,
            };
            let Ok(place) = place else { break };
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                () = &mut stop => break,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles or the like: wait for some to close instead of spinning.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            let (router, acceptor, watcher) = (web.router.clone(), self.acceptor.clone(), graceful.watcher());
            tokio::spawn(async move {
                connect(stream, peer, acceptor, Answering { router, watcher }).await;
                drop(place);
            });
        }
        drop(self.socket);
        web.site.close();
        if timeout(Duration::from_secs(SHUTDOWN_S_MAX), graceful.shutdown()).await.is_err() {
            tracing::warn!("some requests were not answered before the shutdown");
        }
    }
}

struct Answering {
    router: Router,
    watcher: Watcher,
}

async fn connect(stream: TcpStream, peer: SocketAddr, acceptor: Option<TlsAcceptor>, answering: Answering) {
    // Small answers must not wait for an acknowledgement; a socket that refuses still works.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(Duration::from_secs(UNREAD_S_MAX)));
    let stream = Box::pin(stream);
    let Some(acceptor) = acceptor else { return answer(stream, peer, answering).await };
    match timeout(Duration::from_secs(HANDSHAKE_S_MAX), acceptor.accept(stream)).await {
        Ok(Ok(stream)) => answer(stream, peer, answering).await,
        Ok(Err(error)) => tracing::debug!(%peer, %error, "a TLS handshake failed"),
        Err(_) => tracing::debug!(%peer, "a TLS handshake took too long"),
    }
}

async fn answer<S>(stream: S, peer: SocketAddr, answering: Answering)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let router = answering.router;
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(HEAD_S_MAX))
        .max_headers(HEADERS_MAX)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = answering.watcher.watch(connection).await {
        tracing::debug!(%peer, %error, "a connection broke off");
    }
}

fn acceptor(tls: &Tls) -> Result<TlsAcceptor, Fault> {
    let certs = rustls_pemfile::certs(&mut open(&tls.cert)?).collect::<Result<Vec<_>, _>>()?;
    let key = rustls_pemfile::private_key(&mut open(&tls.key)?)?;
    let key = key.ok_or_else(|| Fault::broken(format!("no private key in {}", tls.key.display())))?;
    let broken = |error: rustls::Error| Fault::broken(format!("certificate {}", tls.cert.display())).from_error(error);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(broken)?
        .with_no_client_auth()
        .with_single_cert(certs, key)
        .map_err(broken)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn open(path: &Path) -> Result<std::io::BufReader<std::fs::File>, Fault> {
    let file = std::fs::File::open(path).map_err(|e| Fault::broken(format!("{}", path.display())).from_error(e))?;
    Ok(std::io::BufReader::new(file))
}
