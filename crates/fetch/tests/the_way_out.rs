//! The way out reaches what it may: a machine that listens inside the house gets no connection, whatever it is called.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use fetch::{Fetch, FetchError, Limits, Reach, Resolver};
use http::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A machine inside the house: it counts who comes, and answers this.
async fn inside(answer: &'static str, slow: bool) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let (address, came) = (listener.local_addr().expect("an address"), Arc::new(AtomicUsize::new(0)));
    let count = came.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let mut asked = vec![0; 4096];
                let _ = stream.read(&mut asked).await;
                let _ = stream.write_all(answer.as_bytes()).await;
                if slow {
                    tokio::time::sleep(Duration::from_secs(60)).await;
                }
            });
        }
    });
    (address, came)
}

fn limits(port: u16) -> Limits {
    Limits { within: Duration::from_millis(800), most_bytes: 1000, ports: vec![80, 443, port] }
}

fn asks(url: &str) -> Option<Request<Vec<u8>>> {
    Request::get(url).body(Vec::new()).ok()
}

const HELLO: &str = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";

#[tokio::test]
async fn nothing_inside_the_house_is_connected_to() {
    let (trap, came) = inside(HELLO, false).await;
    let port = trap.port();
    let fetch = Fetch::new(limits(port));
    let hosts = "127.0.0.1 localhost 127.1 0 0.0.0.0 2130706433 0x7f000001 0x7f.1 0177.0.0.1 127.0.0.1. localhost. [::] [::1] \
        [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] user@127.0.0.1 1.1.1.1@127.0.0.1 \
        127.127.127.127 10.0.0.1 169.254.169.254 192.168.0.1 100.64.0.1 198.18.0.1 [fd00::1] [fe80::1]";
    for host in hosts.split_whitespace() {
        for scheme in ["http", "https"] {
            let Some(request) = asks(&format!("{scheme}://{host}:{port}/")) else { continue };
            fetch.send(request, Reach::Public).await.expect_err(host);
        }
    }
    for url in ["file:///etc/passwd", "gopher://1.1.1.1/", "/relative", "ftp://1.1.1.1/"] {
        let Some(request) = asks(url) else { continue };
        assert!(matches!(fetch.send(request, Reach::Public).await, Err(FetchError::Refused(_))), "{url}");
    }
    assert_eq!(came.load(Ordering::SeqCst), 0, "somebody came into the house");
    // And the trap is one: whoever was told of it in the settings gets there.
    let request = asks(&format!("http://127.0.0.1:{port}/")).expect("a request");
    let answer = fetch.send(request, Reach::Configured).await.expect("it answers");
    assert_eq!((answer.status().as_u16(), answer.body().as_slice()), (200, b"hello".as_slice()));
    assert_eq!(came.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_name_is_judged_by_the_address_that_is_connected_to() {
    let (trap, came) = inside(HELLO, false).await;
    let looked = Arc::new(AtomicUsize::new(0));
    let count = looked.clone();
    // A public address for whoever looks first, the house for whoever looks again.
    let resolver: Resolver = Arc::new(move |_, port| {
        let first = count.fetch_add(1, Ordering::SeqCst) == 0;
        let ip = if first { [192, 0, 2, 1] } else { [127, 0, 0, 1] };
        Box::pin(async move { Ok(vec![SocketAddr::from((ip, port))]) })
    });
    let fetch = Fetch::resolving(limits(trap.port()), resolver);
    for _ in 0..3 {
        let request = asks(&format!("http://news.example:{}/", trap.port())).expect("a request");
        fetch.send(request, Reach::Public).await.expect_err("it is not reached");
    }
    assert_eq!((looked.load(Ordering::SeqCst), came.load(Ordering::SeqCst)), (3, 0));
}

#[tokio::test]
async fn other_ports_than_the_webs_are_not_asked() {
    let fetch = Fetch::new(Limits::default());
    for port in [22, 25, 3306, 6379, 8080] {
        let request = asks(&format!("http://1.1.1.1:{port}/")).expect("a request");
        assert!(matches!(fetch.send(request, Reach::Public).await, Err(FetchError::Refused(_))), "{port}");
    }
}

#[tokio::test]
async fn an_answer_ends_after_a_time_and_a_number_of_bytes() {
    let told = async |answer: &'static str, slow| {
        let (at, _) = inside(answer, slow).await;
        let fetch = Fetch::new(limits(at.port()));
        fetch.send(asks(&format!("http://{at}/")).expect("a request"), Reach::Configured).await
    };
    let slow = told("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhel", true).await;
    assert!(matches!(slow, Err(FetchError::TooSlow(_))), "{slow:?}");
    let long = Box::leak(format!("HTTP/1.1 200 OK\r\n\r\n{}", "a".repeat(2000)).into_boxed_str());
    let long = told(long, false).await;
    assert!(matches!(long, Err(FetchError::TooLong(1000))), "{long:?}");
    // A redirect is an answer, and is not followed.
    let moved = told("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1/\r\ncontent-length: 0\r\n\r\n", false);
    assert_eq!(moved.await.expect("it answers").status().as_u16(), 302);
}
