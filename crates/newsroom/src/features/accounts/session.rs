//! Somebody's presence at the desk on one device.

use crate::id::SessionId;

/// A session at the desk.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskSession {
    /// What it is named by; not the secret that opens it.
    pub id: SessionId,
    /// The browser and system, as it calls itself.
    pub device: String,
    /// When it began, in microseconds UTC.
    pub created_at: i64,
    /// When it was last at work, within a few minutes.
    pub seen_at: i64,
    /// When the person last proved who they are.
    pub proven_at: i64,
}

/// The browser and the system, of what a browser calls itself: `Firefox · Linux`.
pub fn device(user_agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_told_by_its_name() {
        for (agent, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36",
                "Chrome · Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1 Version/18.5 Mobile Safari/604.1",
                "Safari · iPhone",
            ),
            ("curl/8.5", ""),
        ] {
            assert_eq!(device(agent), name);
        }
    }
}
