//! The newsroom as its people and its readers know it: one story a file, on every database that can be had here
//! (SQLite always, PostgreSQL when `KHABAR_TEST_POSTGRES` names a server).
//!
//! Start at `kit/`: a newsroom that runs whole, its clock held still and its chance seeded, and the people in it.

#![expect(clippy::expect_used, reason = "a test says with `expect` what it takes for granted")]

mod kit;

mod a_card_stands_for_a_shared_article;
mod a_contributor_is_told_what_is_hers;
mod a_mirror_follows_what_is_published;
mod a_newsroom_comes_back_from_its_export;
mod a_part_reaches_no_further;
mod a_piece_is_told_in_two_languages;
mod a_story_shows_what_stands_out;
mod a_story_tells_who_said_what;
mod all_that_rests_on_a_source;
mod an_administrator_sets_the_house;
mod an_agencys_item_reaches_the_page;
mod an_article_reaches_its_readers;
mod an_edition_writes_in_its_own_way;
mod arabic_reads_right;
mod breaking_news_stands_on_every_page;
mod corrections_quote_their_passage;
mod editors_arrange_the_front;
mod every_field_has_its_reader;
mod every_template_renders;
mod everyone_may_do_their_part;
mod galleries_stand_in_the_text;
mod imports_bring_everything;
mod imports_leave_what_was_made_here;
mod letters_reach_their_people;
mod many_write_and_one_is_first;
mod nobody_gets_round_the_second_person;
mod nonsense_is_answered_in_the_readers_language;
mod notes_stand_beside_the_text;
mod nothing_is_told_to_whoever_asks_as_somebody;
mod nothing_that_is_written_is_lost;
mod nothing_unpublished_is_told;
mod old_addresses_lead_on;
mod older_newsrooms_are_brought_up_to_date;
mod passkeys_open_the_desk;
mod people_come_in_and_go;
mod people_come_through_their_provider;
#[path = "../../../media/tests/support/mod.rs"]
mod pictures;
mod pictures_and_recordings_are_pieces;
mod pictures_tell_only_what_they_show;
mod pictures_wait_with_their_article;
mod posts_come_from_wordpress;
mod previews_show_it_to_whoever_holds_the_link;
mod readers_find_the_paper_elsewhere;
mod readers_search_what_is_published;
mod rebuilding_changes_nothing;
mod receipts_are_kept;
mod recordings_are_played_from_here;
mod recordings_maps_and_documents_stand_in_the_text;
mod revising_is_not_publishing;
mod revisions_are_compared_and_brought_back;
mod sections_stand_in_trees;
mod shared_links_carry_a_card;
mod statements_and_tables;
mod stories_follow_their_course;
mod stories_merge_and_split;
mod strangers_do_not_fill_the_cache;
mod suggestions_wait_for_an_editor;
mod taking_back_and_correcting;
mod the_api_describes_itself;
mod the_api_takes_whatever_it_is_given;
mod the_archive_keeps_every_day;
mod the_desk_finds_its_way;
mod the_desk_finds_what_is_written;
mod the_desk_keeps_its_door;
mod the_front_page_has_many_voices;
mod the_house_says_who_it_is;
mod the_library_keeps_pictures;
mod the_lite_page_keeps_nothing_back;
mod the_network_is_told_what_changed;
mod the_paper_says_what_it_has_and_what_it_put_right;
mod the_published_connection_cannot_read_the_rest;
mod the_small_standards_are_kept;
mod the_trail_shows_what_was_changed;
mod topics_and_authors_have_pages;
mod uploads_are_taken_up_again;
mod what_comes_by_itself_waits_in_doubt;
mod what_goes_out_is_looked_over_first;
mod what_happened_goes_its_way;
mod what_is_due_is_done;
mod what_is_known_of_a_date;
mod what_opens_something_is_not_written_down;
mod what_readers_are_told_needs_two_people;
mod what_readers_did_not_find_is_counted;
mod what_somebody_said_has_a_page;
mod what_stands_beside_an_article;
mod whole_sites_come_from_wordpress;
