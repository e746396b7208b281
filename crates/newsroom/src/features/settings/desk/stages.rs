//! Through which stages everything goes, from writing to ready.

use std::collections::BTreeSet;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};

use super::{Outcome, Sender};
use crate::app::App;
use crate::features::accounts::Role;
use crate::features::workflow::actions::{WorkflowRefused, set_stages};
use crate::features::workflow::{MOST_STAGES, Stage, stage_name, stages};
use crate::routes::desk::{Administrator, Desk, DeskError, Shell, Words};

#[derive(Template)]
#[template(path = "settings/desk/stages.html")]
struct Stages<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    rows: Vec<Line>,
    /// Who may be asked for, each with its name in the form.
    roles: Vec<(&'static str, String)>,
    /// What stood there when the form was made.
    seen: String,
    /// How the stages are called now, where somebody else set others meanwhile.
    theirs: Option<String>,
    outcome: Outcome,
}

/// A line of the form.
struct Line {
    place: String,
    code: String,
    name: String,
    /// What it is called where the field is empty.
    called: String,
    role: &'static str,
    drops: bool,
}

/// What was typed into a line.
#[derive(Clone, Default)]
struct Typed {
    place: String,
    code: String,
    name: String,
    role: String,
    drops: bool,
}

impl Typed {
    fn is_empty(&self) -> bool {
        self.code.is_empty() && self.name.trim().is_empty()
    }

    fn role(&self) -> Role {
        Role::ALL.into_iter().find(|role| role.as_str() == self.role).unwrap_or(Role::Editor)
    }
}

/// Who may move something: whoever writes, and those above.
fn roles() -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().filter(|role| *role >= Role::Contributor)
}

async fn page(
    app: &App,
    desk: &Desk,
    stored: Vec<Stage>,
    typed: Option<Vec<Typed>>,
    (seen, outcome): (Option<String>, Outcome),
) -> Result<Response, DeskError> {
    let words = &desk.words;
    let is_overtaken = outcome == Outcome::Overtaken;
    let called = |stage: &Stage| stage_name(words, stage);
    let mut typed = typed.unwrap_or_else(|| {
        let one = |(place, stage): (usize, &Stage)| Typed {
            place: (place + 1).to_string(),
            code: stage.code.clone(),
            name: stage.name.clone(),
            role: stage.role.as_str().to_owned(),
            drops: false,
        };
        stored.iter().enumerate().map(one).collect()
    });
    typed.retain(|line| !line.is_empty());
    // There is room for two more, as long as there may be more.
    let room = MOST_STAGES.saturating_sub(typed.len()).min(2);
    typed.extend(std::iter::repeat_n(Typed::default(), room));
    let rows = typed.into_iter().map(|line| Line {
        called: match stored.iter().find(|stage| stage.code == line.code) {
            Some(stage) => called(&Stage { name: String::new(), ..stage.clone() }),
            None => String::new(),
        },
        role: line.role().as_str(),
        place: line.place,
        code: line.code,
        name: line.name,
        drops: line.drops,
    });
    let page = Stages {
        words,
        shell: desk.shell(app, "settings"),
        rows: rows.collect(),
        roles: roles().map(|role| (role.as_str(), words.say_in("desk-role-", role.as_str()))).collect(),
        theirs: is_overtaken.then(|| stored.iter().map(called).collect::<Vec<_>>().join(words.comma())),
        seen: seen.filter(|_| !is_overtaken).unwrap_or_else(|| Stage::digest(&stored)),
        outcome,
    };
    Ok((outcome.status(), Html(page.render()?)).into_response())
}

/// `GET /desk/settings/stages`
pub async fn show(State(app): State<App>, Administrator(desk): Administrator) -> Result<Response, DeskError> {
    page(&app, &desk, stages(app.db.read()).await?, None, (None, Outcome::Shown)).await
}

/// `POST /desk/settings/stages`
pub async fn set(
    State(app): State<App>,
    Sender { desk, is_proven }: Sender,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Response, DeskError> {
    let (typed, seen) = filled(form);
    let stand = async || stages(app.db.read()).await;
    let again = async |stored, outcome| {
        page(&app, &desk, stored, Some(typed.clone()), (Some(seen.clone()), outcome)).await
    };
    if !is_proven {
        return again(stand().await?, Outcome::ProveFirst).await;
    }
    match set_stages(&app, &desk.actor, wanted(&typed), Some(seen.clone())).await {
        Ok(()) => page(&app, &desk, stand().await?, None, (None, Outcome::Done)).await,
        Err(WorkflowRefused::StagesOvertaken(theirs)) => again(theirs, Outcome::Overtaken).await,
        Err(WorkflowRefused::NotAllowed(error)) => Err(error.into()),
        Err(WorkflowRefused::Store(error)) => Err(error.into()),
        Err(_) => again(stand().await?, Outcome::Refused("desk-stages-refused")).await,
    }
}

/// The lines of the form in its order, and what it showed.
fn filled(form: Vec<(String, String)>) -> (Vec<Typed>, String) {
    let (mut lines, mut seen, mut dropped) = (Vec::<Typed>::new(), String::new(), BTreeSet::new());
    for (name, value) in form {
        let has_room = lines.len() <= MOST_STAGES;
        match (name.as_str(), lines.last_mut()) {
            // Each line begins with its place.
            ("place", _) if has_room => lines.push(Typed { place: value, ..Typed::default() }),
            ("stage", Some(line)) => line.code = value,
            ("name", Some(line)) => line.name = value,
            ("role", Some(line)) => line.role = value,
            ("drop", _) => drop(dropped.insert(value)),
            ("seen", _) => seen = value,
            _ => {}
        }
    }
    for line in &mut lines {
        line.drops = !line.code.is_empty() && dropped.contains(&line.code);
    }
    (lines, seen)
}

/// The stages that the lines come to, in the order of their places; one without a code is new and is given one.
fn wanted(typed: &[Typed]) -> Vec<Stage> {
    let mut lines: Vec<&Typed> = typed.iter().filter(|line| !line.is_empty() && !line.drops).collect();
    // Of equal places, and of none, as they stand in the form.
    lines.sort_by_key(|line| line.place.trim().parse::<u32>().unwrap_or(u32::MAX));
    let taken: BTreeSet<&str> = typed.iter().map(|line| line.code.as_str()).collect();
    let mut free =
        ('a'..='z').map(|letter| format!("stage_{letter}")).filter(|code| !taken.contains(code.as_str()));
    let stage = |line: &Typed| Stage {
        code: if line.code.is_empty() { free.next().unwrap_or_default() } else { line.code.clone() },
        name: line.name.clone(),
        role: line.role(),
    };
    lines.into_iter().map(stage).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_stages_in_the_order_of_their_places() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let line = |place: &str, code: &str, name: &str, role: &str| {
            vec![field("place", place), field("stage", code), field("name", name), field("role", role)]
        };
        let form = [
            vec![field("seen", "x")],
            line("2", "ready", "", "editor"),
            line("1", "writing", "", "contributor"),
            line("", "review", "", "journalist"),
            line("2", "", "تدقيق", "journalist"),
            line("", "", " ", "editor"),
            vec![field("drop", "review"), field("unknown", "y")],
        ];
        let (typed, seen) = filled(form.concat());
        assert_eq!(seen, "x");
        let told: Vec<_> =
            wanted(&typed).into_iter().map(|stage| (stage.code, stage.name, stage.role)).collect();
        let stage = |code: &str, name: &str, role| (code.to_owned(), name.to_owned(), role);
        assert_eq!(
            told,
            [
                stage("writing", "", Role::Contributor),
                stage("ready", "", Role::Editor),
                stage("stage_a", "تدقيق", Role::Journalist)
            ]
        );
        // Nothing of ours sends so many lines, or fields without one.
        let (many, _) = filled((0..1_000).flat_map(|_| line("1", "", "x", "")).collect());
        assert!(many.len() <= MOST_STAGES + 1);
        assert!(filled(vec![field("code", "writing")]).0.is_empty());
    }
}
