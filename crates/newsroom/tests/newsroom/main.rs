//! The newsroom as its people and its readers know it: one story a file, on every database that can be had here
//! (SQLite always, PostgreSQL when `KHABAR_TEST_POSTGRES` names a server).
//!
//! Start at `kit/`: a newsroom that runs whole, its clock held still and its chance seeded, and the people in it.

#![expect(clippy::expect_used, reason = "a test says with `expect` what it takes for granted")]

mod kit;

mod an_article_reaches_its_readers;
mod every_template_renders;
mod everyone_may_do_their_part;
mod imports_bring_everything;
mod nothing_unpublished_is_told;
mod old_addresses_lead_on;
mod posts_come_from_wordpress;
mod rebuilding_changes_nothing;
mod receipts_are_kept;
mod revising_is_not_publishing;
mod statements_and_tables;
mod taking_back_and_correcting;
mod the_paper_says_what_it_has_and_what_it_put_right;
mod the_published_connection_cannot_read_the_rest;
mod topics_and_authors_have_pages;
mod what_happened_goes_its_way;
mod what_is_due_is_done;
