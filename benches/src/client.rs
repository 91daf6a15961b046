//! A lean client: one kept connection, one request at a time, so that the load takes as little as it can from the server beside it.

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::served::Served;

/// What is asked.
#[derive(Clone)]
pub struct Ask {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path with its query.
    pub path: String,
    /// What answer is wanted, a media type.
    pub accept: &'static str,
    /// The body, as JSON.
    pub body: Bytes,
}

impl Ask {
    /// Asks for a page or a list.
    pub fn get(path: &str, accept: &'static str) -> Self {
        Self { method: "GET", path: path.to_owned(), accept, body: Bytes::new() }
    }

    /// Sends JSON.
    pub fn post(path: &str, body: &serde_json::Value) -> Self {
        Self { method: "POST", path: path.to_owned(), accept: "application/json", body: body.to_string().into() }
    }
}

/// One connection to the server.
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    bearer: String,
}

impl Client {
    /// Connects.
    pub async fn connect(served: &Served) -> Self {
        let host = served.url().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let stream = TcpStream::connect(&host).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Self { sender, host, bearer: format!("Bearer {}", served.token) }
    }

    /// Asks, and answers the response with its body still to come.
    pub async fn open(&mut self, ask: &Ask) -> Response<Incoming> {
        let request = Request::builder()
            .method(ask.method)
            .uri(&ask.path)
            .header("host", &self.host)
            .header("authorization", &self.bearer)
            .header("accept", ask.accept)
            .header("content-type", "application/json")
            .body(Full::new(ask.body.clone()))
            .unwrap();
        self.sender.ready().await.unwrap();
        self.sender.send_request(request).await.unwrap()
    }

    /// Asks and reads the whole answer, which must be a good one.
    pub async fn ask(&mut self, ask: &Ask) -> Bytes {
        let answer = self.open(ask).await;
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        assert!(status.is_success(), "{} {}: {status} {}", ask.method, ask.path, String::from_utf8_lossy(&body));
        body
    }
}
