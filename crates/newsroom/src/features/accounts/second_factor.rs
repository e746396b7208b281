//! The second factor: six digits that an app on the person's phone counts (RFC 6238), and codes on paper for the day the
//! phone is lost.
//!
//! The secret is kept nowhere: it is made of the newsroom's key, which lies beside the database and not in it, the
//! account, and a number that the database keeps. A copy of the database alone counts no codes.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcodegen::{QrCode, QrCodeEcc};
use sha2::Sha256;
use totp_rs::{Builder, Totp};

use crate::app::App;
use crate::id::AccountId;

const SECRET_BYTES: usize = 20;
/// Codes on paper: so many, each of so many letters.
pub const RECOVERY_CODES: usize = 10;

/// What counts the codes of one person.
pub struct SecondFactor(Vec<u8>);

impl SecondFactor {
    /// The second factor of an account with this number.
    pub fn of(app: &App, account: &AccountId, number: &str) -> Option<SecondFactor> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&app.desk_key).ok()?;
        mac.update(format!("second factor\n{account}\n{number}").as_bytes());
        Some(SecondFactor(mac.finalize().into_bytes()[..SECRET_BYTES].to_vec()))
    }

    /// A new number.
    pub fn new_number(app: &App) -> String {
        HEXLOWER.encode(&app.random::<16>())
    }

    /// The step of the code, when it is one of now, of half a minute ago or of half a minute from now.
    pub fn step(&self, code: &str, now: i64) -> Option<i64> {
        let digits: String = code
            .chars()
            .filter_map(|letter| letter.to_digit(10).or_else(|| arabic(letter)))
            .map(|digit| digit.to_string())
            .collect();
        let step = self.counter()?.check(&digits, u64::try_from(now / 1_000_000).ok()?)?;
        i64::try_from(step).ok()
    }

    /// The secret as it is typed into an app.
    pub fn typed(&self) -> String {
        let letters = BASE32_NOPAD.encode(&self.0);
        letters.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
    }

    /// The address that an app reads.
    pub fn address(&self, newsroom: &str, email: &str) -> String {
        let plain = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let (issuer, secret) = (plain(newsroom), BASE32_NOPAD.encode(&self.0));
        format!("otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}", plain(email))
    }

    fn counter(&self) -> Option<Totp> {
        Builder::new().with_secret(self.0.clone()).with_skew(1).build().ok()
    }
}

/// Digits as an Arabic or a Persian keyboard types them.
fn arabic(letter: char) -> Option<u32> {
    match letter {
        '٠'..='٩' => Some(u32::from(letter) - u32::from('٠')),
        '۰'..='۹' => Some(u32::from(letter) - u32::from('۰')),
        _ => None,
    }
}

/// A picture of an address that a phone's camera reads: the dark squares as a path, and how many squares a side has.
pub fn picture(address: &str) -> Option<(String, i32)> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Some((path, code.size()))
}

/// Ten codes for paper.
pub fn recovery_codes(app: &App) -> Vec<String> {
    let code = || {
        let letters = BASE32_NOPAD.encode(&app.random::<10>()).to_lowercase();
        letters.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
    };
    (0..RECOVERY_CODES).map(|_| code()).collect()
}

/// What is kept of a code on paper: it has 80 random bits, so that a plain hash gives nothing away.
pub fn recovery_hash(code: &str) -> String {
    use sha2::Digest;
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    HEXLOWER.encode(&Sha256::digest(letters.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of RFC 6238, its last six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let factor = SecondFactor(b"12345678901234567890".to_vec());
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(factor.step(code, second * 1_000_000), Some(second / 30), "{second}");
        }
        assert_eq!(factor.step("٢٨٧ ٠٨٢", 59_000_000), Some(1), "as an Arabic keyboard types it");
        assert_eq!(factor.step("287082", 89_000_000), Some(1), "half a minute late");
        assert_eq!(factor.step("287082", 130_000_000), None);
        assert_eq!(factor.step("", 59_000_000), None);
        assert_eq!(factor.step("12345678", 59_000_000), None);
    }

    #[test]
    fn an_app_reads_the_address() {
        let factor = SecondFactor(b"12345678901234567890".to_vec());
        let address = factor.address("خبر اليوم", "a@example.org");
        assert!(address.starts_with("otpauth://totp/%D8%AE"), "{address}");
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&"), "{address}");
        let (path, size) = picture(&address).expect("it fits");
        assert!(size >= 21 && path.starts_with("M0 0h1"));
        assert_eq!(factor.typed().len(), 39);
    }

    #[test]
    fn a_code_on_paper_is_read_as_it_is_typed() {
        assert_eq!(recovery_hash("abcd-efgh"), recovery_hash(" ABCD EFGH "));
        assert_ne!(recovery_hash("abcd-efgh"), recovery_hash("abcd-efgi"));
    }
}
