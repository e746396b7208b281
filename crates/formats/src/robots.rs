//! `robots.txt` (RFC 9309).

/// What robots are asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Robots {
    pub groups: Vec<Group>,
    /// Absolute addresses.
    pub sitemaps: Vec<String>,
}

/// Rules for some robots.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Product tokens; `*` is everybody. Without one the group is for everybody.
    pub agents: Vec<String>,
    pub allow: Vec<String>,
    pub disallow: Vec<String>,
}

/// The file. A value ends at its first line break or control character: no value can add a rule.
pub fn write(robots: &Robots) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        let value = value.split(char::is_control).next().unwrap_or_default().trim();
        text.push_str(format!("{name}: {value}").trim_end());
        text.push('\n');
    };
    for group in &robots.groups {
        let everybody = ["*".to_owned()];
        let agents: &[String] = if group.agents.is_empty() { &everybody } else { &group.agents };
        agents.iter().for_each(|agent| line("User-agent", agent));
        group.allow.iter().for_each(|path| line("Allow", path));
        group.disallow.iter().for_each(|path| line("Disallow", path));
        if group.allow.is_empty() && group.disallow.is_empty() {
            line("Disallow", "");
        }
        line("#", "");
    }
    robots.sitemaps.iter().for_each(|sitemap| line("Sitemap", sitemap));
    text.replace("#:\n", "\n")
}
