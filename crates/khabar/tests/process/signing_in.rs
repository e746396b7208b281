//! A sign-in link works once, and only from the desk's own page.

use crate::kit::{Newsroom, get, post};

#[test]
fn a_link_is_spent_by_the_button_and_not_by_looking() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve();
        let link = newsroom.run(&["people", "link", "layla@example.org"]).exits(0).out;
        let home = format!("http://{}", server.address);
        let path =
            link.trim().strip_prefix(&home).unwrap_or_else(|| panic!("{link} is not at {home}")).to_owned();
        assert!(path.starts_with("/desk/sign-in/"));
        // A mail program looks at every link in a letter.
        for _ in 0..2 {
            let page = get(&path).answer(server.address).with_status(200);
            assert_eq!(page.header("set-cookie"), None);
        }
        for origin in ["http://evil.example", "null", "http://127.0.0.1"] {
            post(&path).header("origin", origin).answer(server.address).with_status(403);
        }
        post(&path).answer(server.address).with_status(403);
        post(&path)
            .header("sec-fetch-site", "cross-site")
            .header("origin", &home)
            .answer(server.address)
            .with_status(403);
        get("/desk").answer(server.address).with_status(401);
        let entered = post(&path).header("origin", &home).answer(server.address).with_status(303);
        let cookie =
            entered.header("set-cookie").expect("a cookie").split(';').next().unwrap_or_default().to_owned();
        get("/desk").header("cookie", &cookie).answer(server.address).with_status(200);
        let again = post(&path).header("origin", &home).answer(server.address).with_status(409);
        assert_eq!(again.header("set-cookie"), None);
        server.stop();
    }
}

#[test]
fn a_link_for_nobody_is_refused_in_words() {
    for newsroom in Newsroom::bares() {
        newsroom
            .run(&["people", "link", "nobody@example.org"])
            .exits(1)
            .complains_of("there is no account with the address nobody@example.org");
        let again = ["people", "add", "--name", "ليلى", "layla@example.org"];
        newsroom
            .run(&again)
            .exits(1)
            .complains_of("there is already an account with the address layla@example.org");
        newsroom
            .run(&["people", "add", "--name", "X", "not an address"])
            .exits(1)
            .complains_of("is not an e-mail address");
        let unknown_role = ["people", "add", "--name", "X", "--role", "king", "x@example.org"];
        newsroom.run(&unknown_role).exits(2).complains_of("king");
    }
}

#[test]
fn whoever_is_at_the_machine_puts_people_out_and_lets_them_in() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve();
        let home = format!("http://{}", server.address);
        let people = |words: &[&str]| {
            let words: Vec<&str> = std::iter::once("people").chain(words.iter().copied()).collect();
            newsroom.run(&words).exits(0).out
        };
        let enters = |said: &str| {
            let (_, link) = said.split_once(&home).unwrap_or_else(|| panic!("no link in `{said}`"));
            let entered = post(link.trim()).header("origin", &home).answer(server.address).with_status(303);
            let cookie = entered.header("set-cookie").expect("a cookie");
            cookie.split(';').next().unwrap_or_default().to_owned()
        };
        let desk = |cookie: &str| get("/desk").header("cookie", cookie).answer(server.address);
        let salma = enters(&people(&["invite", "--name", "سلمى", "--role", "admin", "salma@example.org"]));
        desk(&salma).with_status(200);
        people(&["suspend", "salma@example.org"]);
        desk(&salma).with_status(401);
        people(&["restore", "salma@example.org"]);
        desk(&salma).with_status(401);
        let anew = enters(&people(&["reset", "salma@example.org"]));
        desk(&anew).with_status(200);
        people(&["role", "salma@example.org", "editor"]);
        get("/desk/people").header("cookie", &anew).answer(server.address).with_status(403);
        let listed = people(&["list"]);
        assert!(listed.contains("salma@example.org\teditor"), "{listed}");
        newsroom
            .run(&["people", "role", "salma@example.org", "editor", "--edition", "xx"])
            .exits(1)
            .complains_of("there is no such edition");
        server.stop();
    }
}

#[test]
fn the_demos_link_signs_in() {
    for newsroom in Newsroom::samples() {
        let server = crate::kit::Server::start(&newsroom.data(), "demo", &[]);
        let link = server
            .printed
            .iter()
            .find_map(|line| line.split_once("/desk/sign-in/"))
            .expect("a link is printed")
            .1;
        let origin = format!("http://{}", server.address);
        post(&format!("/desk/sign-in/{link}"))
            .header("origin", &origin)
            .answer(server.address)
            .with_status(303);
        get("/").answer(server.address).with_status(302);
        server.stop();
    }
}
