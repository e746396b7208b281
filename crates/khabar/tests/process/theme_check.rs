//! `khabar theme check`: a theme that is well, and what is said of one that is not.

use std::path::Path;

use crate::kit::{Ran, finish, khabar};

fn check(theme: &Path) -> Ran {
    let mut command = khabar();
    command.args(["theme", "check"]).arg(theme);
    finish(command)
}

fn theme(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder can be made");
    let manifest = ("theme.toml", "name = \"mine\"\ncontract = 1\n");
    for (name, text) in files.iter().chain([&manifest]) {
        let path = dir.path().join("mine").join(name);
        std::fs::create_dir_all(path.parent().expect("a file is in a folder"))
            .expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }
    dir
}

#[test]
fn the_themes_of_the_house_are_well() {
    for name in ["default", "broadsheet"] {
        let ran = check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes").join(name)).exits(0);
        assert!(ran.out.contains("All is well") && !ran.out.contains("BAD"), "{}", ran.out);
    }
}

#[test]
fn what_is_wrong_is_said_with_its_template_and_its_line() {
    let hole =
        theme(&[("templates/_caption.html", "{# fine #}\n<figcaption>{{ p.captoin }}</figcaption>\n")]);
    let ran = check(&hole.path().join("mine")).exits(1);
    assert!(ran.out.contains("_caption.html") && ran.out.contains("line 2"), "{}", ran.out);
    assert!(
        ran.out.lines().filter(|line| line.contains("BAD")).count() < 5,
        "each thing is said once: {}",
        ran.out
    );

    let broken = theme(&[("templates/base.html", "<p>\n{% if %}")]);
    let ran = check(&broken.path().join("mine")).exits(1);
    assert!(ran.out.contains("base.html, line 2") && ran.out.contains("does not load"), "{}", ran.out);

    let unknown = theme(&[("templates/_kicker.html", "{% if page.nobody %}{{ tpyo }}{% endif %}")]);
    let ran = check(&unknown.path().join("mine")).exits(1);
    assert!(ran.out.contains("_kicker.html: nothing is called \"tpyo\""), "{}", ran.out);
}

#[test]
fn a_folder_that_is_not_there_is_said_to_be_missing() {
    check(Path::new("/no/such/theme")).exits(1).complains_of("there is no folder /no/such/theme");
}
