//! An identity provider on a port of this machine: it sends people back with a code, and gives for the code what it was told
//! to say of them, signed with a key of its own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use data_encoding::BASE64URL_NOPAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

/// What newsrooms are known by.
pub const CLIENT: (&str, &str) = ("khabar", "the secret that both know");

/// A running provider.
#[derive(Clone)]
pub struct FakeProvider(Arc<Inside>);

struct Inside {
    address: SocketAddr,
    key: EcdsaKeyPair,
    stranger: EcdsaKeyPair,
    /// What it says for a code: the claims, the challenge of who asked, and whether somebody else's key signs.
    said: Mutex<BTreeMap<String, (Value, String, bool)>>,
    /// What it calls itself, when that is not its address.
    called: Mutex<Option<String>>,
}

impl FakeProvider {
    /// Opens one.
    pub async fn open() -> FakeProvider {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let (said, called) = (Mutex::default(), Mutex::default());
        let provider = FakeProvider(Arc::new(Inside { address, key: key(), stranger: key(), said, called }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(itself))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    /// Its address.
    pub fn issuer(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// From now on it calls itself so.
    pub fn calls_itself(&self, issuer: Option<&str>) {
        *self.0.called.lock().expect("nobody panics with it") = issuer.map(str::to_owned);
    }

    /// Somebody whom the newsroom sent to `address` proves who they are: these claims stand for the code that they are sent
    /// back with. What every answer has is put in where the claims do not say otherwise.
    pub fn knows(&self, address: &str, claims: Value, now: i64, by_stranger: bool) -> String {
        let asked = asked(address);
        let seconds = now / 1_000_000;
        let mut said = json!({
            "iss": self.issuer(), "aud": CLIENT.0, "nonce": asked["nonce"], "iat": seconds, "exp": seconds + 300,
        });
        for (name, value) in claims.as_object().expect("claims are named") {
            said[name] = value.clone();
        }
        let mut all = self.0.said.lock().expect("nobody panics with it");
        let code = format!("code-{}", all.len());
        all.insert(code.clone(), (said, asked["code_challenge"].clone(), by_stranger));
        code
    }
}

/// What stands in an address behind the question mark.
pub fn asked(address: &str) -> BTreeMap<String, String> {
    let (_, query) = address.split_once('?').expect("something is asked");
    let open = |text: &str| {
        percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
    };
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (open(name), open(value)))
        .collect()
}

fn key() -> EcdsaKeyPair {
    let chance = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &chance).expect("a key");
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &chance).expect("it is read")
}

async fn itself(State(provider): State<FakeProvider>) -> Json<Value> {
    let own = provider.issuer();
    let called = provider.0.called.lock().expect("nobody panics with it").clone();
    Json(json!({
        "issuer": called.unwrap_or_else(|| own.clone()),
        "authorization_endpoint": format!("{own}/authorize"),
        "token_endpoint": format!("{own}/token"),
        "jwks_uri": format!("{own}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

async fn keys(State(provider): State<FakeProvider>) -> Json<Value> {
    let point = provider.0.key.public_key().as_ref();
    let (x, y) = (BASE64URL_NOPAD.encode(&point[1..33]), BASE64URL_NOPAD.encode(&point[33..65]));
    Json(json!({"keys": [
        {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "one", "x": x, "y": y},
    ]}))
}

/// Gives what stands for a code, once, to whoever holds what was hidden in the challenge.
async fn token(State(provider): State<FakeProvider>, Form(form): Form<BTreeMap<String, String>>) -> Response {
    let field = |name: &str| form.get(name).cloned().unwrap_or_default();
    let found = provider
        .0
        .said
        .lock()
        .expect("nobody panics with it")
        .insert(field("code"), (Value::Null, String::new(), false));
    let Some((claims, challenge, by_stranger)) = found.filter(|(claims, ..)| !claims.is_null()) else {
        return (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant"}))).into_response();
    };
    let verifier = BASE64URL_NOPAD.encode(&Sha256::digest(field("code_verifier")));
    if challenge.is_empty()
        || verifier != challenge
        || !field("redirect_uri").ends_with("/desk/provider/return")
    {
        return (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant"}))).into_response();
    }
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let signed = format!("{}.{}", part(&json!({"alg": "ES256", "kid": "one"})), part(&claims));
    let key = if by_stranger { &provider.0.stranger } else { &provider.0.key };
    let signature = key.sign(&SystemRandom::new(), signed.as_bytes()).expect("it signs");
    let id_token = format!("{signed}.{}", BASE64URL_NOPAD.encode(signature.as_ref()));
    Json(json!({"access_token": "none", "token_type": "Bearer", "id_token": id_token})).into_response()
}
