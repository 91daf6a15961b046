//! A wire between the desk and PostgreSQL that can be cut: before a commit arrives, after it was done and before that is answered, or for good.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What happens on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Wire {
    /// All goes through.
    Whole,
    /// The next commit does not arrive; then the wire is whole again.
    CutBeforeCommit,
    /// The next commit is done and the answer does not come back; then the wire is whole again.
    CutAfterCommit,
    /// As before, and nobody gets through any more.
    CutAfterCommitForGood,
    /// Whoever comes is let in and hears nothing.
    Silent,
    /// Nobody gets through.
    Dead,
}

/// A port that leads to a server.
pub struct Proxy {
    port: u16,
    wire: Arc<AtomicU8>,
}

impl Proxy {
    /// Leads to the server of `url`. Answers the address that leads through here, too.
    pub async fn before(url: &str) -> (Self, String) {
        let (_, rest) = url.split_once('@').unwrap();
        let (target, name) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let wire = Arc::new(AtomicU8::new(Wire::Whole as u8));
        tokio::spawn(listen(listener, target.to_owned(), wire.clone()));
        (Self { port, wire }, url.replace(rest, &format!("127.0.0.1:{port}/{name}")))
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn set(&self, wire: Wire) {
        self.wire.store(wire as u8, Ordering::SeqCst);
    }
}

async fn listen(listener: TcpListener, target: String, wire: Arc<AtomicU8>) {
    loop {
        let (near, _) = listener.accept().await.unwrap();
        match wire.load(Ordering::SeqCst) {
            w if w == Wire::Dead as u8 => drop(near),
            w if w == Wire::Silent as u8 => drop(tokio::spawn(async move {
                let _held = near;
                std::future::pending::<()>().await;
            })),
            _ => {
                let far = TcpStream::connect(&target).await.unwrap();
                tokio::spawn(carry(near, far, wire.clone()));
            }
        }
    }
}

/// Carries what both say until one hangs up or the wire is cut.
async fn carry(mut near: TcpStream, mut far: TcpStream, wire: Arc<AtomicU8>) {
    let (mut said, mut answered) = (vec![0_u8; 64 << 10], vec![0_u8; 64 << 10]);
    let is = |w: Wire| wire.load(Ordering::SeqCst) == w as u8;
    loop {
        tokio::select! {
            n = near.read(&mut said) => {
                let Ok(n @ 1..) = n else { return };
                let commits = said[..n].windows(7).any(|w| w == b"commit\0");
                if commits && is(Wire::CutBeforeCommit) {
                    wire.store(Wire::Whole as u8, Ordering::SeqCst);
                    return;
                }
                if far.write_all(&said[..n]).await.is_err() {
                    return;
                }
                if commits && (is(Wire::CutAfterCommit) || is(Wire::CutAfterCommitForGood)) {
                    // The answer says that it was done; it goes no further.
                    let _ = far.read(&mut answered).await;
                    let next = if is(Wire::CutAfterCommit) { Wire::Whole } else { Wire::Dead };
                    wire.store(next as u8, Ordering::SeqCst);
                    return;
                }
            }
            n = far.read(&mut answered) => {
                let Ok(n @ 1..) = n else { return };
                if near.write_all(&answered[..n]).await.is_err() {
                    return;
                }
            }
        }
    }
}
