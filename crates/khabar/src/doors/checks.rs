//! What the doctor is told of the certificate that readers are shown.

use std::path::Path;

use anyhow::Context;
use web::Certificate;

use super::acme::Kept;
use super::{Source, TlsSettings};

const DAY: i64 = 86_400;
/// Less than this is left of a certificate that somebody should have renewed by now.
const SOON: i64 = 7 * DAY;

/// Whether the certificate of these settings holds now, in microseconds since 1970, and for a while; `None` when TLS is not ours.
pub fn certificate_holds(tls: &TlsSettings, data: &Path, now: i64) -> Option<Result<String, String>> {
    tls.is_on().then(|| looked_at(tls, data, now).map_err(|error| format!("{error:#}")))
}

fn looked_at(tls: &TlsSettings, data: &Path, now: i64) -> anyhow::Result<String> {
    let (certificate, failure) = match tls.source()? {
        Source::Nowhere => return Ok("none is shown".to_owned()),
        Source::Files(files) => (files.read()?, None),
        Source::Authority => {
            let kept = Kept::of(data, &tls.acme.directory);
            let failure = kept.failure().map(|failure| {
                format!("the last order, at {}, failed: {}", said(failure.at / 1_000_000), failure.why)
            });
            let both = kept.certificate().context("what the authority gave cannot be read")?;
            let none = || failure.clone().unwrap_or_else(|| "the authority gave none so far".to_owned());
            let both = both.with_context(none)?;
            (Certificate::from_pem(&both, &both)?, failure)
        }
    };
    let words = held(&certificate, now / 1_000_000);
    match (words, failure) {
        (Ok(good), None) => Ok(good),
        (Ok(good), Some(failure)) => anyhow::bail!("{good}; {failure}"),
        (Err(bad), None) => anyhow::bail!(bad),
        (Err(bad), Some(failure)) => anyhow::bail!("{bad}; {failure}"),
    }
}

fn held(certificate: &Certificate, now: i64) -> Result<String, String> {
    let validity = certificate.validity();
    let (from, until) = (said(validity.from), said(validity.until));
    // Of a life as short as a week a third is left when it is renewed.
    let soon = SOON.min((validity.until - validity.from) / 4);
    if now < validity.from {
        Err(format!("it does not hold before {from}"))
    } else if now > validity.until {
        Err(format!("it ended at {until}"))
    } else if now > validity.until - soon {
        Err(format!("it ends at {until}, and no newer one is there"))
    } else {
        Ok(format!("it holds until {until}"))
    }
}

fn said(seconds: i64) -> String {
    text::dates::iso(seconds.saturating_mul(1_000_000), "UTC")
}
