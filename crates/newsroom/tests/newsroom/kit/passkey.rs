//! A device that makes one passkey and signs with it, as a phone does: its owner shows a finger, and it keeps to the site it
//! made the key for.

use std::sync::atomic::{AtomicU32, Ordering};

use data_encoding::BASE64URL_NOPAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Its owner is there, and was recognised.
const RECOGNISED: u8 = 0x05;
/// Its owner is there.
pub const THERE: u8 = 0x01;
const HOLDS_KEY: u8 = 0x40;

/// A device with one passkey.
pub struct Device {
    key: EcdsaKeyPair,
    id: [u8; 32],
    site: String,
    /// The page that asks, as the browser names it to the device.
    pub origin: String,
    /// What the device says of its owner.
    pub owner: u8,
    handle: String,
    signed: AtomicU32,
}

impl Device {
    /// A device that was asked for a key; answers it and what it sends.
    pub fn making(asked: &Value, origin: &str) -> (Device, String) {
        let chance = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &chance).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, made.as_ref(), &chance);
        let key = key.expect("a key is read");
        let asked = &asked["publicKey"];
        let mut id = [0; 32];
        id.copy_from_slice(&Sha256::digest(key.public_key().as_ref()));
        let device = Device {
            key,
            id,
            site: asked["rp"]["id"].as_str().expect("the site is named").to_owned(),
            origin: origin.to_owned(),
            owner: RECOGNISED,
            handle: asked["user"]["id"].as_str().expect("the person is named").to_owned(),
            signed: AtomicU32::new(0),
        };
        let said = device.said("webauthn.create", asked);
        let answer = device.answer(json!({
            "clientDataJSON": encoded(said.as_bytes()),
            "attestationObject": encoded(&device.attestation()),
            "transports": ["internal"],
        }));
        (device, answer)
    }

    /// What the device answers to a challenge.
    pub fn signs(&self, asked: &Value) -> String {
        self.signed.fetch_add(1, Ordering::Relaxed);
        self.signs_again(asked)
    }

    /// What a copy of the device answers, which counts for itself.
    pub fn signs_again(&self, asked: &Value) -> String {
        let said = self.said("webauthn.get", &asked["publicKey"]);
        let state = self.state(self.owner);
        let mut signed = state.clone();
        signed.extend(Sha256::digest(said.as_bytes()));
        let signature = self.key.sign(&SystemRandom::new(), &signed).expect("it signs");
        self.answer(json!({
            "clientDataJSON": encoded(said.as_bytes()),
            "authenticatorData": encoded(&state),
            "signature": encoded(signature.as_ref()),
            "userHandle": self.handle,
        }))
    }

    fn answer(&self, response: Value) -> String {
        let id = encoded(&self.id);
        json!({"id": id, "rawId": id, "type": "public-key", "extensions": {}, "response": response})
            .to_string()
    }

    fn said(&self, what: &str, asked: &Value) -> String {
        let challenge = &asked["challenge"];
        json!({"type": what, "challenge": challenge, "origin": self.origin, "crossOrigin": false}).to_string()
    }

    fn state(&self, flags: u8) -> Vec<u8> {
        let mut state = Sha256::digest(&self.site).to_vec();
        state.push(flags);
        state.extend(self.signed.load(Ordering::Relaxed).to_be_bytes());
        state
    }

    /// The key without a certificate, in CBOR.
    fn attestation(&self) -> Vec<u8> {
        let mut state = self.state(RECOGNISED | HOLDS_KEY);
        state.extend([0; 16]);
        state.extend([0, 32]);
        state.extend(self.id);
        let point = self.key.public_key().as_ref();
        state.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        state.extend(&point[1..33]);
        state.extend([0x22, 0x58, 0x20]);
        state.extend(&point[33..65]);
        let length = u8::try_from(state.len()).expect("it is short");
        let mut whole = vec![0xa3, 0x63];
        whole.extend(b"fmt");
        whole.push(0x64);
        whole.extend(b"none");
        whole.push(0x67);
        whole.extend(b"attStmt");
        whole.extend([0xa0, 0x68]);
        whole.extend(b"authData");
        whole.extend([0x58, length]);
        whole.extend(state);
        whole
    }
}

fn encoded(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}
