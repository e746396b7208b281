//! The SQL of exports: every noun with its table, its fields, and what of it readers know. From one declaration come the
//! question for all of it, the question for what readers know, and the statement that brings one back.

use std::collections::HashSet;

use store::{Query, StoreError, Tx, params, sql};

use super::noun::{Field, Kind, Line, Noun};
use crate::id::{AlertId, ArticleId, FrontId, MediaId};

/// Names, one after the other.
macro_rules! names {
    ($first:ident $($more:ident)*) => { concat!(stringify!($first) $(, ", ", stringify!($more))*) };
}

/// As many parameters as there are fields.
macro_rules! numbers {
    ([$number:literal $($numbers:literal)*] $field:ident) => { $number };
    ([$number:literal $($numbers:literal)*] $field:ident $($fields:ident)+) => {
        concat!($number, ", ", numbers!([$($numbers)*] $($fields)+))
    };
}

/// A field as readers know it.
macro_rules! shown_as {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $instead:literal) => {
        concat!($instead, " as ", stringify!($field))
    };
}

/// Those after a key, in order.
macro_rules! page {
    ($table:ident, $shown:literal, $one:ident) => {
        concat!(" from ", stringify!($table), " where ", stringify!($one), " > $1 and (", $shown, ") order by ",
            stringify!($one), " limit $2")
    };
    ($table:ident, $shown:literal, $one:ident $two:ident) => {
        concat!(" from ", stringify!($table), " where (", names!($one $two), ") > ($1, $2) and (", $shown, ") order by ",
            names!($one $two), " limit $3")
    };
    ($table:ident, $shown:literal, $one:ident $two:ident $three:ident) => {
        concat!(" from ", stringify!($table), " where (", names!($one $two $three), ") > ($1, $2, $3) and (", $shown,
            ") order by ", names!($one $two $three), " limit $4")
    };
    ($table:ident, $shown:literal, $one:ident $two:ident $three:ident $four:ident) => {
        concat!(" from ", stringify!($table), " where (", names!($one $two $three $four), ") > ($1, $2, $3, $4) and (",
            $shown, ") order by ", names!($one $two $three $four), " limit $5")
    };
}

macro_rules! count {
    () => { 0 };
    ($one:ident $($more:ident)*) => { 1 + count!($($more)*) };
}

macro_rules! put {
    ($table:ident: $($field:ident)+) => {
        concat!("insert into ", stringify!($table), " (", names!($($field)+), ") values (",
            numbers!(["$1" "$2" "$3" "$4" "$5" "$6" "$7" "$8" "$9" "$10" "$11" "$12" "$13" "$14" "$15" "$16" "$17" "$18"
                "$19" "$20" "$21" "$22" "$23" "$24"] $($field)+), ")")
    };
}

/// A noun that readers know a part of: which of them (`shown`), and what they are told instead of a field (`=>`).
macro_rules! noun {
    ($noun:ident, $all:ident $all_label:literal, $part:ident $part_label:literal, $put:ident $put_label:literal;
     $name:literal from $table:ident by $($key:ident)+, shown $shown:literal;
     $($field:ident: $kind:ident $(=> $instead:literal)?),+) => {
        sql! {
            $all = $all_label: concat!("select ", names!($($field)+), page!($table, "true", $($key)+));
            $part = $part_label:
                concat!("select ", concat_fields!($($field $($instead)?),+), page!($table, $shown, $($key)+));
            $put = $put_label: put!($table: $($field)+);
        }
        static $noun: Noun = Noun {
            name: $name,
            fields: &[$(Field { name: stringify!($field), kind: Kind::$kind }),+],
            keys: count!($($key)+),
            all: &$all,
            shown: Some(&$part),
            put: &$put,
        };
    };
}

/// A noun that no reader knows of.
macro_rules! private_noun {
    ($noun:ident, $all:ident $all_label:literal, $put:ident $put_label:literal;
     $name:literal from $table:ident by $($key:ident)+; $($field:ident: $kind:ident),+) => {
        sql! {
            $all = $all_label: concat!("select ", names!($($field)+), page!($table, "true", $($key)+));
            $put = $put_label: put!($table: $($field)+);
        }
        static $noun: Noun = Noun {
            name: $name,
            fields: &[$(Field { name: stringify!($field), kind: Kind::$kind }),+],
            keys: count!($($key)+),
            all: &$all,
            shown: None,
            put: &$put,
        };
    };
}

macro_rules! concat_fields {
    ($first:ident $($first_instead:literal)? $(, $field:ident $($instead:literal)?)*) => {
        concat!(shown_as!($first $($first_instead)?) $(, ", ", shown_as!($field $($instead)?))*)
    };
}

/// All of them, in the order in which they can be brought back: what others refer to comes first.
pub static NOUNS: &[&Noun] = &[
    &EDITIONS,
    &SECTIONS,
    &CHANNELS,
    &MENUS,
    &ACCOUNTS,
    &REMITS,
    &TOPICS,
    &AUTHORS,
    &PICTURES,
    &RECORDING_FILES,
    &ARTICLES,
    &REVISIONS,
    &PUBLICATIONS,
    &CORRECTIONS,
    &TRANSLATIONS,
    &STORIES,
    &MERGED_STORIES,
    &STORY_PIECES,
    &REDIRECTS,
    &FRONTS,
    &FRONT_VERSIONS,
    &FRONT_PINS,
    &ALERTS,
    &STANDING_PAGES,
    &STANDING_PAGE_REVISIONS,
    &SYNONYMS,
    &RELATED_CHOICES,
    &STORY_DECISIONS,
    &DISMISSED_PROPOSALS,
    &STORIES_APART,
    &STAGES,
    &BRAKES,
    &SECTION_RULES,
    &CANDIDATES,
    &APPROVALS,
    &SECOND_PERSONS_DUE,
    &ASSIGNMENTS,
    &SITTINGS,
    &WAITING_NOTES,
    &WAITING_DESCRIPTIONS,
    &HELD_SCHEDULES,
    &NOTES,
    &MENTIONS,
    &SAVED_FILTERS,
    &IMPORTED,
    &IMPORTED_PAGES,
    &IMPORTED_COMMENTS,
    &AWAITED_TRANSLATIONS,
    &UNANSWERED_QUERIES,
    &SETTINGS,
];

noun! { EDITIONS, ALL_EDITIONS "exports.editions", SHOWN_EDITIONS "exports.shown_editions", PUT_EDITION "exports.put_edition";
    "editions" from edition by code, shown "true";
    code: Text, name: Text, tagline: Text, lang: Text, dir: Text, voice: Json, position: Number, created_at: Number
}
// What a section is part of stands before it.
noun! { SECTIONS, ALL_SECTIONS "exports.sections", SHOWN_SECTIONS "exports.shown_sections", PUT_SECTION "exports.put_section";
    "sections" from section by level id, shown "true";
    level: Number, id: Text, edition: Text, slug: Text, name: Text, description: Text, position: Number, parent: TextOrNone,
    closed: Flag, revision: Number, created_at: Number
}
noun! { CHANNELS, ALL_CHANNELS "exports.channels", SHOWN_CHANNELS "exports.shown_channels", PUT_CHANNEL "exports.put_channel";
    "channels" from channel by edition position, shown "true";
    edition: Text, position: Number, platform: Text, name: Text, href: Text
}
noun! { MENUS, ALL_MENUS "exports.menus", SHOWN_MENUS "exports.shown_menus", PUT_MENU "exports.put_menu";
    "menus" from menu by edition, shown "true";
    edition: Text, links: Json, head: Json, saved_at: Number
}
private_noun! { ACCOUNTS, ALL_ACCOUNTS "exports.accounts", PUT_ACCOUNT "exports.put_account";
    "accounts" from account by id;
    id: Text, name: Text, email: Text, role: Text, suspended_at: NumberOrNone, lang: Text, created_at: Number
}
private_noun! { REMITS, ALL_REMITS "exports.remits", PUT_REMIT "exports.put_remit";
    "remits" from remit by account edition section;
    account: Text, edition: Text, section: Text, role: Text
}
noun! { TOPICS, ALL_TOPICS "exports.topics", SHOWN_TOPICS "exports.shown_topics", PUT_TOPIC "exports.put_topic";
    "topics" from topic by id, shown "exists (select 1 from published_topic shown where shown.id = topic.id)";
    id: Text, edition: Text, slug: Text, name: Text, kind: Text, uri: Text, created_at: Number
}
noun! { AUTHORS, ALL_AUTHORS "exports.authors", SHOWN_AUTHORS "exports.shown_authors", PUT_AUTHOR "exports.put_author";
    "authors" from author by id, shown "exists (select 1 from published_author shown where shown.id = author.id)";
    id: Text, edition: Text, slug: Text, name: Text, role: Text, created_at: Number
}
noun! { PICTURES, ALL_PICTURES "exports.pictures", SHOWN_PICTURES "exports.shown_pictures", PUT_PICTURE "exports.put_picture";
    "pictures" from media by id, shown "exists (select 1 from published_picture shown where shown.id = media.id)";
    id: Text, blob: Text, mime: Text, width: Number, height: Number, caption: Text => "(select shown.caption from published_picture shown where shown.id = media.id)", alt: Text => "(select shown.alt from published_picture shown where shown.id = media.id)", credit: Text => "(select shown.credit from published_picture shown where shown.id = media.id)", licence: Text => "(select shown.licence from published_picture shown where shown.id = media.id)",
    archive: Flag => "(select shown.archive from published_picture shown where shown.id = media.id)", taken_on: Text => "(select shown.taken_on from published_picture shown where shown.id = media.id)", rights_from: NumberOrNone, rights_until: NumberOrNone => "(select shown.rights_until from published_picture shown where shown.id = media.id)", focal_x: Number, focal_y: Number,
    tint: Number, public_name: Text, renditions: Json, origin: Text => "''", source: Text => "''", credentials: Flag, likeness: TextOrNone => "null",
    created_by: Text => "'import:khabar'", created_at: Number
}
noun! { RECORDING_FILES, ALL_RECORDING_FILES "exports.recording_files", SHOWN_RECORDING_FILES "exports.shown_recording_files",
    PUT_RECORDING_FILE "exports.put_recording_file";
    "recording_files" from recording_file by id,
    shown "exists (select 1 from published_recording shown where shown.own = recording_file.id)";
    id: Text, blob: Text, mime: Text, bytes: Number, seconds: Number, public_name: Text, name: Text => "''",
    says_place: Flag, created_by: Text => "'import:khabar'", created_at: Number
}
// A draft that is being written over a live article is none of its readers' business, and neither is when it was begun.
noun! { ARTICLES, ALL_ARTICLES "exports.articles", SHOWN_ARTICLES "exports.shown_articles", PUT_ARTICLE "exports.put_article";
    "articles" from article by id,
    shown "exists (select 1 from published_article shown where shown.id = article.id)
        or exists (select 1 from published_withdrawn gone where gone.article = article.id)";
    id: Text, edition: Text, section: Text, kind: Text, slug: Text,
    latest_revision: Number => "coalesce((select max(publication.revision) from publication where publication.article = article.id), 1)",
    live_revision: NumberOrNone, first_published_at: NumberOrNone, updated_at: NumberOrNone,
    embargo_until: NumberOrNone => "cast(null as bigint)", scheduled_for: NumberOrNone => "cast(null as bigint)",
    scheduled_revision: NumberOrNone => "cast(null as bigint)", scheduled_by: TextOrNone => "cast(null as text)",
    withdrawn_at: NumberOrNone, withdrawn_reason: TextOrNone, created_by: Text => "'import:khabar'",
    created_at: Number => "coalesce(first_published_at, created_at)"
}
noun! { REVISIONS, ALL_REVISIONS "exports.revisions", SHOWN_REVISIONS "exports.shown_revisions", PUT_REVISION "exports.put_revision";
    "revisions" from revision by article number,
    shown "exists (select 1 from published_article shown where shown.id = revision.article)
        and exists (select 1 from publication where publication.article = revision.article and publication.revision = revision.number)";
    article: Text, number: Number, content: Json, digest: Text, note: Text => "''", created_by: Text => "'import:khabar'",
    created_at: Number
}
noun! { PUBLICATIONS, ALL_PUBLICATIONS "exports.publications", SHOWN_PUBLICATIONS "exports.shown_publications",
    PUT_PUBLICATION "exports.put_publication";
    "publications" from publication by article revision,
    shown "exists (select 1 from published_article shown where shown.id = publication.article)
        or exists (select 1 from published_withdrawn gone where gone.article = publication.article)";
    article: Text, revision: Number, published_at: Number
}
noun! { CORRECTIONS, ALL_CORRECTIONS "exports.corrections", SHOWN_CORRECTIONS "exports.shown_corrections",
    PUT_CORRECTION "exports.put_correction";
    "corrections" from correction by id,
    shown "exists (select 1 from published_correction shown where shown.id = correction.id)";
    id: Text, article: Text, kind: Text, body: Text, block: Text, quoted: Text, corrected: Text, on_top: Flag,
    created_by: Text => "'import:khabar'", created_at: Number
}
noun! { TRANSLATIONS, ALL_TRANSLATIONS "exports.translations", SHOWN_TRANSLATIONS "exports.shown_translations",
    PUT_TRANSLATION "exports.put_translation";
    "translations" from translation by article,
    shown "exists (select 1 from published_translation shown where shown.article = translation.article)";
    article: Text, work: Text, edition: Text, is_original: Flag, created_by: Text => "'import:khabar'", created_at: Number
}
noun! { STORIES, ALL_STORIES "exports.stories", SHOWN_STORIES "exports.shown_stories", PUT_STORY "exports.put_story";
    "stories" from story by id,
    shown "exists (select 1 from published_story shown where shown.id = story.id)";
    id: Text, edition: Text, slug: Text, name: Text, about: Text, state: Text, key_points: Json, reading_order: Text,
    explainer: TextOrNone => "(select shown.id from published_article shown where shown.id = story.explainer)",
    cover: TextOrNone => "(select shown.id from published_article shown where shown.id = story.cover)",
    revision: Number, created_by: Text => "'import:khabar'", opened_at: Number, changed_at: Number
}
sql! {
    ALL_MERGED = "exports.merged_stories":
        "select id, merged_into from story where id > $1 and merged_into is not null order by id limit $2";
    SHOWN_MERGED = "exports.shown_merged_stories":
        "select id, merged_into from story where id > $1 and merged_into is not null
           and exists (select 1 from published_story shown where shown.id = story.id)
           and exists (select 1 from published_story shown where shown.id = story.merged_into)
         order by id limit $2";
    PUT_MERGED = "exports.put_merged_story": "update story set merged_into = $2 where id = $1";
}
static MERGED_STORIES: Noun = Noun {
    name: "merged_stories",
    fields: &[Field { name: "id", kind: Kind::Text }, Field { name: "merged_into", kind: Kind::Text }],
    keys: 1,
    all: &ALL_MERGED,
    shown: Some(&SHOWN_MERGED),
    put: &PUT_MERGED,
};
noun! { STORY_PIECES, ALL_PIECES "exports.story_pieces", SHOWN_PIECES "exports.shown_story_pieces", PUT_PIECE "exports.put_story_piece";
    "story_pieces" from story_article by story article,
    shown "exists (select 1 from published_story_article shown where shown.story = story_article.story and shown.article = story_article.article)";
    story: Text, article: Text, place: Number, pinned: Flag
}
noun! { REDIRECTS, ALL_REDIRECTS "exports.redirects", SHOWN_REDIRECTS "exports.shown_redirects", PUT_REDIRECT "exports.put_redirect";
    "redirects" from redirect by id,
    shown "exists (select 1 from published_redirect shown where shown.path = redirect.path)";
    id: Text, path: Text, target: Text, article: Text, created_by: Text => "'import:khabar'", created_at: Number
}
noun! { FRONTS, ALL_FRONTS "exports.fronts", SHOWN_FRONTS "exports.shown_fronts", PUT_FRONT "exports.put_front";
    "fronts" from front by id, shown "live_version > 0";
    id: Text, edition: Text, section: TextOrNone, live_version: Number, latest_version: Number => "live_version",
    revision: Number, set_by: TextOrNone => "cast(null as text)"
}
noun! { FRONT_VERSIONS, ALL_FRONT_VERSIONS "exports.front_versions", SHOWN_FRONT_VERSIONS "exports.shown_front_versions",
    PUT_FRONT_VERSION "exports.put_front_version";
    "front_versions" from front_version by front number,
    shown "exists (select 1 from front live where live.id = front_version.front and live.live_version = front_version.number)";
    front: Text, number: Number, base: Number => "0", arrangement: Json, note: Text => "''",
    created_by: Text => "'import:khabar'", created_at: Number
}
noun! { FRONT_PINS, ALL_FRONT_PINS "exports.front_pins", SHOWN_FRONT_PINS "exports.shown_front_pins", PUT_FRONT_PIN "exports.put_front_pin";
    "front_pins" from front_pin by front position,
    shown "exists (select 1 from published_front_pin shown where shown.front = front_pin.front and shown.position = front_pin.position)";
    front: Text, position: Number, slot: Text, article: Text, from_at: NumberOrNone, until_at: NumberOrNone
}
noun! { ALERTS, ALL_ALERTS "exports.alerts", SHOWN_ALERTS "exports.shown_alerts", PUT_ALERT "exports.put_alert";
    "alerts" from alert by id, shown "exists (select 1 from published_alert shown where shown.id = alert.id)";
    id: Text, edition: Text, words: Text,
    article: TextOrNone => "(select shown.id from published_article shown where shown.id = alert.article)",
    story: TextOrNone => "(select shown.id from published_story shown where shown.id = alert.story)",
    begins_at: Number, ends_at: Number, ended_at: NumberOrNone, revision: Number,
    set_by: TextOrNone => "cast(null as text)", created_by: Text => "'import:khabar'", created_at: Number
}
noun! { STANDING_PAGES, ALL_STANDING_PAGES "exports.standing_pages", SHOWN_STANDING_PAGES "exports.shown_standing_pages",
    PUT_STANDING_PAGE "exports.put_standing_page";
    "standing_pages" from standing_page by id, shown "live_revision is not null";
    id: Text, edition: Text, slug: Text, latest_revision: Number => "coalesce(live_revision, 1)",
    live_revision: NumberOrNone, published_at: NumberOrNone, created_at: Number
}
noun! { STANDING_PAGE_REVISIONS, ALL_PAGE_REVISIONS "exports.standing_page_revisions",
    SHOWN_PAGE_REVISIONS "exports.shown_standing_page_revisions", PUT_PAGE_REVISION "exports.put_standing_page_revision";
    "standing_page_revisions" from standing_page_revision by page number,
    shown "exists (select 1 from standing_page live where live.id = standing_page_revision.page
        and live.live_revision = standing_page_revision.number)";
    page: Text, number: Number, title: Text, body: Json, created_by: Text => "'import:khabar'", created_at: Number
}
noun! { SYNONYMS, ALL_SYNONYMS "exports.synonyms", SHOWN_SYNONYMS "exports.shown_synonyms", PUT_SYNONYMS "exports.put_synonyms";
    "synonyms" from synonyms by id, shown "true";
    id: Text, spellings: Json, revision: Number, changed_at: Number
}
noun! { RELATED_CHOICES, ALL_RELATED "exports.related_choices", SHOWN_RELATED "exports.shown_related_choices",
    PUT_RELATED "exports.put_related_choice";
    "related_choices" from related_choice by article other,
    shown "choice = 'pinned' and exists (select 1 from published_article shown where shown.id = related_choice.article)
        and exists (select 1 from published_article shown where shown.id = related_choice.other)";
    article: Text, other: Text, choice: Text, place: Number, set_by: Text => "'import:khabar'", set_at: Number
}
private_noun! { STORY_DECISIONS, ALL_DECISIONS "exports.story_decisions", PUT_DECISION "exports.put_story_decision";
    "story_decisions" from story_decision by article story;
    article: Text, story: Text, accepted: Flag, score: Number, decided_by: Text, decided_at: Number
}
private_noun! { DISMISSED_PROPOSALS, ALL_DISMISSED "exports.dismissed_proposals", PUT_DISMISSED "exports.put_dismissed_proposal";
    "dismissed_proposals" from story_proposal_dismissed by article;
    article: Text, dismissed_by: Text, dismissed_at: Number
}
private_noun! { STORIES_APART, ALL_APART "exports.stories_apart", PUT_APART "exports.put_stories_apart";
    "stories_apart" from stories_apart by one other;
    one: Text, other: Text, decided_by: Text, decided_at: Number
}
private_noun! { STAGES, ALL_STAGES "exports.stages", PUT_STAGE "exports.put_stage";
    "stages" from stage by code;
    code: Text, position: Number, name: Text, role: Text
}
private_noun! { BRAKES, ALL_BRAKES "exports.brakes", PUT_BRAKE "exports.put_brake";
    "brakes" from brake by id;
    id: Number, publications: Number, withdrawals: Number, minutes: Number
}
private_noun! { SECTION_RULES, ALL_RULES "exports.section_rules", PUT_RULES "exports.put_section_rules";
    "section_rules" from section_rules by section;
    section: Text, two_persons: Flag, weights: Json, revision: Number
}
private_noun! { CANDIDATES, ALL_CANDIDATES "exports.candidates", PUT_CANDIDATE "exports.put_candidate";
    "candidates" from candidate by article revision;
    article: Text, revision: Number, stage: Text, moved_by: Text, moved_at: Number
}
private_noun! { APPROVALS, ALL_APPROVALS "exports.approvals", PUT_APPROVAL "exports.put_approval";
    "approvals" from approval by article revision account section;
    article: Text, revision: Number, account: Text, section: Text, given_at: Number
}
private_noun! { SECOND_PERSONS_DUE, ALL_SECOND_DUE "exports.second_persons_due", PUT_SECOND_DUE "exports.put_second_person_due";
    "second_persons_due" from second_person_due by section article;
    section: Text, article: Text
}
private_noun! { ASSIGNMENTS, ALL_ASSIGNMENTS "exports.assignments", PUT_ASSIGNMENT "exports.put_assignment";
    "assignments" from assignment by article;
    article: Text, account: Text, due_at: NumberOrNone, given_by: Text, given_at: Number
}
private_noun! { SITTINGS, ALL_SITTINGS "exports.sittings", PUT_SITTING "exports.put_sitting";
    "sittings" from sitting by article;
    article: Text, version: Number, revision: Number, content: JsonOrNone, writer: Text, begun_at: Number, changed_at: Number
}
private_noun! { WAITING_NOTES, ALL_WAITING_NOTES "exports.waiting_notes", PUT_WAITING_NOTE "exports.put_waiting_note";
    "waiting_notes" from waiting_note by article;
    article: Text, revision: Number, note: Json, asked_by: Text, asked_at: Number
}
private_noun! { WAITING_DESCRIPTIONS, ALL_WAITING_DESCRIPTIONS "exports.waiting_descriptions",
    PUT_WAITING_DESCRIPTION "exports.put_waiting_description";
    "waiting_descriptions" from waiting_description by picture;
    picture: Text, said: Json, asked_by: Text, asked_at: Number
}
private_noun! { HELD_SCHEDULES, ALL_HELD "exports.held_schedules", PUT_HELD "exports.put_held_schedule";
    "held_schedules" from held_schedule by article;
    article: Text, why: Text, due_at: Number, held_at: Number
}
private_noun! { NOTES, ALL_NOTES "exports.notes", PUT_NOTE "exports.put_note";
    "notes" from note by id;
    id: Text, article: Text, parent: Text, block: Text, quoted: Text, body: Text, written_by: Text, written_at: Number,
    resolved_by: TextOrNone, resolved_at: NumberOrNone
}
private_noun! { MENTIONS, ALL_MENTIONS "exports.mentions", PUT_MENTION "exports.put_mention";
    "mentions" from mention by account note;
    account: Text, note: Text
}
private_noun! { SAVED_FILTERS, ALL_FILTERS "exports.saved_filters", PUT_FILTER "exports.put_saved_filter";
    "saved_filters" from saved_filter by account name;
    account: Text, name: Text, filter: Text, kept_at: Number
}
private_noun! { IMPORTED, ALL_IMPORTED "exports.imported", PUT_IMPORTED "exports.put_imported";
    "imported" from imported by origin uri;
    origin: Text, uri: Text, article: Text, item_version: Text, digest: Text, imported_at: Number, comments: Text,
    revision: Number, missing: Number
}
private_noun! { IMPORTED_PAGES, ALL_IMPORTED_PAGES "exports.imported_pages", PUT_IMPORTED_PAGE "exports.put_imported_page";
    "imported_pages" from imported_page by origin uri;
    origin: Text, uri: Text, page: Text, revision: Number, digest: Text, imported_at: Number
}
private_noun! { IMPORTED_COMMENTS, ALL_COMMENTS "exports.imported_comments", PUT_COMMENT "exports.put_imported_comment";
    "imported_comments" from imported_comment by article number;
    article: Text, number: Number, parent: Number, author: Text, body: Text, approved: Flag, written_at: NumberOrNone
}
private_noun! { AWAITED_TRANSLATIONS, ALL_AWAITED "exports.awaited_translations", PUT_AWAITED "exports.put_awaited_translation";
    "awaited_translations" from awaited_translation by article;
    article: Text, origin: Text, uri: Text
}
private_noun! { UNANSWERED_QUERIES, ALL_UNANSWERED "exports.unanswered_queries", PUT_UNANSWERED "exports.put_unanswered_query";
    "unanswered_queries" from unanswered_query by day edition folded;
    day: Number, edition: Text, folded: Text, words: Text, times: Number
}
// What is set at the desk; names with a dot are notes of the program to itself.
sql! {
    ALL_SETTINGS = "exports.settings":
        "select name, value from newsroom_setting where name > $1 and name not like '%.%' order by name limit $2";
    PUT_SETTING = "exports.put_setting":
        "insert into newsroom_setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";
}
static SETTINGS: Noun = Noun {
    name: "settings",
    fields: &[Field { name: "name", kind: Kind::Text }, Field { name: "value", kind: Kind::Text }],
    keys: 1,
    all: &ALL_SETTINGS,
    shown: None,
    put: &PUT_SETTING,
};

sql! {
    OCCUPIED = "exports.occupied":
        "select 'editions' as what where exists (select 1 from edition)
         union select 'articles' where exists (select 1 from article)
         union select 'pictures' where exists (select 1 from media)
         union select 'recordings' where exists (select 1 from recording_file)
         union select 'redirects' where exists (select 1 from redirect)
         union select 'synonyms' where exists (select 1 from synonyms)";
    PEOPLE = "exports.people": "select id from account limit 1";
    CLEAR_STAGES = "exports.clear_stages": "delete from stage";
    CLEAR_BRAKES = "exports.clear_brakes": "delete from brake";
    PUT_EMPTY = "exports.put_empty":
        "insert into revision (article, number, content, digest, note, created_by, created_at)
         select article.id, article.latest_revision, $1, $2, '', 'import:khabar', article.created_at from article
         where not exists (select 1 from revision known
           where known.article = article.id and known.number = article.latest_revision)";
    RESIZED = "exports.resized": "update media set renditions = $2, tint = $3 where id = $1";
    RIGHTS_END = "exports.rights_end": "select id, rights_until from media where rights_until > $1 order by id";
    RIGHTS_BEGIN = "exports.rights_begin":
        "select article.id, media.id, media.rights_from from media join revision_names names on names.named = media.id
           join article on article.id = names.article and article.live_revision = names.revision
         where media.rights_from > $1 order by article.id, media.id";
    SCHEDULED = "exports.scheduled":
        "select id, scheduled_for from article where scheduled_for is not null order by id";
    FRONTS_TO_TURN = "exports.fronts_to_turn": "select distinct front from front_pin order by front";
    ALERTS_TO_TURN = "exports.alerts_to_turn":
        "select id from alert where ended_at is null and ends_at > $1 order by id";
    PINNED_BEFORE_READERS = "exports.pinned_before_readers":
        "select pin.article from published_front_pin pin where pin.front = $1 order by pin.position";
    STORIES_BEFORE_READERS = "exports.stories_before_readers": "select id from published_story order by id";
    A_PUBLISHED_ARTICLE = "exports.a_published_article":
        "select id from article where live_revision is not null order by id desc limit 1";
}

/// So many instances of a noun, those after `last` or the first; with `private` all that there is.
pub(super) async fn lines(
    q: &impl Query,
    noun: &Noun,
    (private, last): (bool, Option<&Line>),
    count: i64,
) -> Result<Vec<Line>, StoreError> {
    let statement = if private { Some(noun.all) } else { noun.shown };
    let Some(statement) = statement else { return Ok(Vec::new()) };
    let params = last.map_or_else(|| noun.from_the_beginning(count), |last| noun.after(last, count));
    q.all(statement, params).await
}

/// An arrangement of a front as far as readers know of it: without what is pinned and not before them.
pub(super) async fn arrangement_shown(
    q: &impl Query,
    front: &str,
    arrangement: &str,
) -> Result<String, StoreError> {
    let shown = |rows: Vec<(String,)>| rows.into_iter().map(|(id,)| id).collect::<HashSet<String>>();
    let pinned = shown(q.all(&PINNED_BEFORE_READERS, params![front]).await?);
    let stories = shown(q.all(&STORIES_BEFORE_READERS, params![]).await?);
    let Ok(mut arrangement) = serde_json::from_str::<serde_json::Value>(arrangement) else {
        return Ok(r#"{"pins":[],"blocks":[],"stories":null}"#.to_owned());
    };
    let is_in =
        |ids: &HashSet<String>, id: &serde_json::Value| id.as_str().is_some_and(|id| ids.contains(id));
    if let Some(pins) = arrangement["pins"].as_array_mut() {
        pins.retain(|pin| is_in(&pinned, &pin["article"]));
    }
    if let Some(named) = arrangement["stories"].as_array_mut() {
        named.retain(|story| is_in(&stories, story));
    }
    Ok(arrangement.to_string())
}

/// Writes one.
pub(super) async fn put(tx: &Tx, noun: &Noun, line: &Line) -> Result<(), StoreError> {
    tx.execute(noun.put, line.params()).await.map(drop)
}

/// What a newsroom holds that an export would bring: nothing, in an empty one. People count where people would come.
pub(super) async fn occupied_by(q: &impl Query, with_people: bool) -> Result<Vec<String>, StoreError> {
    let mut found: Vec<String> =
        q.all::<(String,)>(&OCCUPIED, params![]).await?.into_iter().map(|(what,)| what).collect();
    if with_people && !q.all::<(String,)>(&PEOPLE, params![]).await?.is_empty() {
        found.push("accounts".to_owned());
    }
    found.sort();
    Ok(found)
}

/// Takes away what every newsroom begins with, where the export has its own.
pub(super) async fn clear_beginnings(tx: &Tx) -> Result<(), StoreError> {
    tx.execute(&CLEAR_STAGES, params![]).await?;
    tx.execute(&CLEAR_BRAKES, params![]).await.map(drop)
}

/// Gives articles of which nothing may be told (they were withdrawn) a revision that says nothing.
pub(super) async fn put_empty(tx: &Tx, content: &str, digest: &str) -> Result<(), StoreError> {
    tx.execute(&PUT_EMPTY, params![content, digest]).await.map(drop)
}

/// Keeps in what sizes a picture is there.
pub(super) async fn resized(tx: &Tx, id: &MediaId, renditions: &str, tint: i64) -> Result<(), StoreError> {
    tx.execute(&RESIZED, params![id, renditions, tint]).await.map(drop)
}

/// What is still to happen by the clock.
pub(super) struct ToCome {
    pub rights_end: Vec<(MediaId, i64)>,
    pub rights_begin: Vec<(ArticleId, MediaId, i64)>,
    pub scheduled: Vec<(ArticleId, i64)>,
    pub fronts: Vec<FrontId>,
    pub alerts: Vec<AlertId>,
}

pub(super) async fn to_come(tx: &Tx, now: i64) -> Result<ToCome, StoreError> {
    Ok(ToCome {
        rights_end: tx.all(&RIGHTS_END, params![now]).await?,
        rights_begin: tx.all(&RIGHTS_BEGIN, params![now]).await?,
        scheduled: tx.all(&SCHEDULED, params![]).await?,
        fronts: tx.all::<(FrontId,)>(&FRONTS_TO_TURN, params![]).await?.into_iter().map(|(id,)| id).collect(),
        alerts: tx
            .all::<(AlertId,)>(&ALERTS_TO_TURN, params![now])
            .await?
            .into_iter()
            .map(|(id,)| id)
            .collect(),
    })
}

/// One that readers see, where there is one.
pub(super) async fn a_published_article(tx: &Tx) -> Result<Option<ArticleId>, StoreError> {
    Ok(tx.optional::<(ArticleId,)>(&A_PUBLISHED_ARTICLE, params![]).await?.map(|(id,)| id))
}
