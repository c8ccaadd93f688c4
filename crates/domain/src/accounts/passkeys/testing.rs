//! A device as the tests have one: it keeps a key, counts, and signs what a page asks for, honestly or not.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::{
    CommandKey,
    accounts::{AddPasskey, ShowPasskey},
};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Challenge, add_passkey, begin_adding, begin_sign_in};
use crate::{Ctx, accounts::User, testing::Stage};

const PRESENT: u8 = 0x01;
const UNLOCKED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

pub(crate) struct Device {
    pub key: SigningKey,
    pub id: Vec<u8>,
    /// As it was told when the key was made.
    pub user: Vec<u8>,
    pub counter: u32,
    /// Whether its owner has unlocked it.
    pub unlocked: bool,
    /// The page that asks.
    pub origin: &'static str,
    pub host: &'static str,
}

impl Device {
    pub fn new(ctx: &Ctx) -> Self {
        Self {
            key: SigningKey::from_slice(&ctx.random::<32>()).unwrap(),
            id: ctx.random::<20>().into(),
            user: Vec::new(),
            counter: 1,
            unlocked: true,
            origin: "https://tutors.example.org",
            host: "tutors.example.org",
        }
    }

    /// Makes a key for whoever the page names.
    pub fn makes(&mut self, challenge: &Challenge) -> String {
        let options = &challenge.options;
        self.user = URL_SAFE_NO_PAD.decode(options["user"]["id"].as_str().unwrap()).unwrap();
        let point = self.key.verifying_key().to_sec1_point(false);
        let point = point.as_bytes();
        let mut known = self.about(WITH_KEY);
        known.extend([0; 16]);
        known.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        known.extend(&self.id);
        // COSE: an ES256 key on P-256.
        known.extend([0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        known.extend(&point[1..33]);
        known.extend([0x22, 0x58, 0x20]);
        known.extend(&point[33..]);
        // CBOR: { "fmt": "none", "attStmt": {}, "authData": … }
        let mut object = b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x58".to_vec();
        object.push(u8::try_from(known.len()).unwrap());
        object.extend(known);
        let said = self.said("webauthn.create", options);
        let response = json!({ "attestationObject": URL_SAFE_NO_PAD.encode(object), "clientDataJSON": URL_SAFE_NO_PAD.encode(said) });
        self.answer(response)
    }

    /// Signs with its key.
    pub fn signs(&mut self, challenge: &Challenge) -> String {
        self.counter += 1;
        let known = self.about(0);
        let said = self.said("webauthn.get", &challenge.options);
        let signature: Signature = self.key.sign(&[&known[..], &Sha256::digest(&said)].concat());
        let response = json!({
            "authenticatorData": URL_SAFE_NO_PAD.encode(known),
            "clientDataJSON": URL_SAFE_NO_PAD.encode(said),
            "signature": URL_SAFE_NO_PAD.encode(signature.to_der().as_bytes()),
            "userHandle": URL_SAFE_NO_PAD.encode(&self.user),
        });
        self.answer(response)
    }

    fn about(&self, more: u8) -> Vec<u8> {
        let flags = PRESENT | more | if self.unlocked { UNLOCKED } else { 0 };
        [&Sha256::digest(self.host)[..], &[flags], &self.counter.to_be_bytes()].concat()
    }

    fn said(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said =
            json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false });
        said.to_string().into_bytes()
    }

    fn answer(&self, response: Value) -> String {
        let id = URL_SAFE_NO_PAD.encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {} })
            .to_string()
    }
}

pub(crate) fn adding(stage: &Stage, challenge: &Challenge, credential: String) -> AddPasskey {
    let ceremony = challenge.ceremony.clone();
    AddPasskey { key: CommandKey(stage.ctx.id()), name: "Phone".into(), ceremony, credential }
}

pub(crate) fn showing(challenge: &Challenge, credential: String) -> ShowPasskey {
    ShowPasskey { ceremony: challenge.ceremony.clone(), credential, next: "/bookings".into() }
}

/// A device with a passkey of this person; and the recovery codes, if it was their first factor.
pub(crate) async fn with_passkey(stage: &Stage, user: &User) -> (Device, Vec<String>) {
    let sudo = stage.sudo(user);
    let challenge = begin_adding(&stage.ctx, &sudo).await.unwrap();
    let mut device = Device::new(&stage.ctx);
    let made = device.makes(&challenge);
    let codes = add_passkey(&stage.ctx, &sudo, adding(stage, &challenge, made)).await.unwrap();
    (device, codes)
}

/// What a page asks that lets people in.
pub(crate) async fn asks(stage: &Stage) -> Challenge {
    begin_sign_in(&stage.ctx, &stage.visitor).await.unwrap()
}
