//! Whole tables as text, so that a test can say that nothing changed, or that nothing leaked. Also what no colleague can
//! do yet: suspending an account, taking a token back.

use std::collections::BTreeMap;

use newsroom::id::AccountId;
use store::{Db, Query, Statement, StoreError, params, sql};

/// Rows as text, by table.
pub type Rows = BTreeMap<&'static str, Vec<String>>;

macro_rules! tables {
    ($($name:ident $label:literal $table:ident: $first:ident $($column:ident)*;)+) => {
        sql! {$(
            $name = $label: concat!(
                "select coalesce(cast(", stringify!($first), " as text), '∅')",
                $(" || ' ¦ ' || coalesce(cast(", stringify!($column), " as text), '∅')",)*
                " from ", stringify!($table), " order by 1"
            )
        );+}

        /// Every table with its columns.
        const TABLES: &[(&str, &[&str], &Statement)] =
            &[$((stringify!($table), &[stringify!($first) $(, stringify!($column))*], &$name)),+];
    };
}

tables! {
    EVENT_HEAD "tests.event_head" event_head: id seq;
    EVENT_LOG "tests.event_log" event_log: seq at kind data tags quiet;
    CONSUMER_CURSOR "tests.consumer_cursor" consumer_cursor: name seq owner lease_until;
    JOB "tests.job" job:
        id name payload state run_at dedup attempts max_attempts owner lease_until last_error
        enqueued_at failed_at patient;
    EDITION "tests.edition" edition: code name tagline lang dir voice position created_at;
    SECTION "tests.section" section:
        id edition slug name description position created_at parent level closed revision;
    TOPIC "tests.topic" topic: id edition slug name kind uri created_at;
    AUTHOR "tests.author" author: id edition slug name role created_at;
    ACCOUNT "tests.account" account:
        id name email role suspended_at created_at lang password factor factor_step;
    TOKEN "tests.token" token: id account name hash expires_at revoked_at created_at;
    SIGNIN_LINK "tests.signin_link" signin_link: hash account expires_at used_at;
    DESK_SESSION "tests.desk_session" desk_session:
        hash account created_at expires_at id device seen_at proven_at half;
    REMIT "tests.remit" remit: account edition section role;
    RECOVERY_CODE "tests.recovery_code" recovery_code: account hash used_at;
    KNOWN_DEVICE "tests.known_device" known_device: hash account known_since;
    SIGN_IN_TRY "tests.sign_in_try" sign_in_try: id who tried_at;
    MEDIA "tests.media" media:
        id blob mime width height caption alt credit archive taken_on rights_from rights_until focal_x
        focal_y tint public_name renditions origin created_by created_at licence source folded likeness credentials;
    HELD_SCHEDULE "tests.held_schedule" held_schedule: article why due_at held_at;
    NOTE "tests.note" note:
        id article parent block quoted body written_by written_at resolved_by resolved_at;
    MENTION "tests.mention" mention: note account;
    ARTICLE "tests.article" article:
        id edition section kind slug latest_revision live_revision first_published_at updated_at
        embargo_until scheduled_for scheduled_revision scheduled_by withdrawn_at withdrawn_reason
        created_by created_at;
    INSTANCE "tests.instance" instance: id folder beat beaten_at boot steady reckoned;
    RESTORED "tests.restored" restored: id found_at why;
    REVISION "tests.revision" revision: article number content digest note created_by created_at;
    PUBLICATION "tests.publication" publication: article revision published_at;
    REVISION_NAMES "tests.revision_names" revision_names: article revision named;
    CORRECTION "tests.correction" correction:
        id article kind body block quoted on_top created_by created_at corrected;
    REDIRECT "tests.redirect" redirect:
        id path target article created_by created_at;
    RECEIPT "tests.receipt" receipt: id kind article batch seq committed_at steps finished_at story front alert;
    STORY "tests.story" story:
        id edition slug name about state key_points reading_order explainer cover merged_into revision
        created_by opened_at changed_at;
    STORY_ARTICLE "tests.story_article" story_article: story article place pinned;
    IMPORTED "tests.imported" imported: origin uri article item_version digest imported_at comments revision missing;
    IMPORTED_COMMENT "tests.imported_comment" imported_comment:
        article number parent author body approved written_at;
    IMPORTED_PAGE "tests.imported_page" imported_page: origin uri page revision digest imported_at;
    LIVE_NAMING "tests.live_naming" live_naming: article named;
    TRANSLATION "tests.translation" translation: article work edition is_original created_by created_at;
    AWAITED_TRANSLATION "tests.awaited_translation" awaited_translation: article origin uri;
    CARD "tests.card" card: article words public_name drawn_at setting;
    FRONT "tests.front" front: id edition section live_version latest_version revision set_by;
    FRONT_VERSION "tests.front_version" front_version:
        front number base arrangement note created_by created_at;
    FRONT_PIN "tests.front_pin" front_pin: front position slot article from_at until_at;
    ALERT "tests.alert" alert:
        id edition words article story begins_at ends_at ended_at revision set_by created_by created_at;
    PUBLISHED_FRONT "tests.published_front" published_front: id edition revision blocks stories;
    PUBLISHED_FRONT_PIN "tests.published_front_pin" published_front_pin:
        front position slot article until_at;
    PUBLISHED_ALERT "tests.published_alert" published_alert:
        id edition words article story begins_at ends_at revision;
    PUBLISHED_EDITION "tests.published_edition" published_edition:
        code name tagline lang dir voice position;
    PUBLISHED_SECTION "tests.published_section" published_section:
        id edition slug name description position parent level closed;
    PUBLISHED_TOPIC "tests.published_topic" published_topic: id edition slug name kind;
    PUBLISHED_AUTHOR "tests.published_author" published_author: id edition slug name;
    PUBLISHED_PICTURE "tests.published_picture" published_picture:
        id public_name renditions width height caption alt credit archive taken_on focal_x focal_y tint
        rights_until licence;
    PUBLISHED_ARTICLE "tests.published_article" published_article:
        id edition section kind slug lang dir kicker headline headline_short headline_search
        headline_social lead description place sources picture words published_at updated_at revision
        day extent dated_to licence root branch;
    PUBLISHED_BODY "tests.published_body" published_body: article html plain;
    PUBLISHED_ARTICLE_AUTHOR "tests.published_article_author" published_article_author:
        article position author published_at;
    PUBLISHED_ARTICLE_TOPIC "tests.published_article_topic" published_article_topic:
        article position topic published_at;
    PUBLISHED_ARTICLE_PICTURE "tests.published_article_picture" published_article_picture:
        article picture says_caption says_alt says_credit;
    PUBLISHED_SOURCE "tests.published_source" published_source: article position role name href detail;
    PUBLISHED_STATEMENT "tests.published_statement" published_statement:
        article block speaker role recipient place said_on lang authority source href words edition
        speaker_slug published_at;
    PUBLISHED_CORRECTION "tests.published_correction" published_correction:
        id article kind body block quoted on_top corrected_at corrected lang;
    PUBLISHED_GALLERY_PICTURE "tests.published_gallery_picture" published_gallery_picture:
        article position picture caption alt credit;
    PUBLISHED_RECORDING "tests.published_recording" published_recording:
        article embed file seconds caption transcript spoken own served blob mime bytes;
    RECORDING_FILE "tests.recording_file" recording_file:
        id blob mime bytes seconds public_name name says_place created_by created_at;
    UPLOAD "tests.upload" upload: id account purpose length received name mime created_at expires_at made;
    PUBLISHED_TRANSLATION "tests.published_translation" published_translation: article work is_original;
    PUBLISHED_CARD "tests.published_card" published_card: article public_name;
    PUBLISHED_WITHDRAWN "tests.published_withdrawn" published_withdrawn:
        article edition reason withdrawn_at;
    PUBLISHED_STORY "tests.published_story" published_story:
        id edition slug name about state rank key_points reading_order explainer cover pins merged_into
        pieces begun_at latest_at revision outline;
    PUBLISHED_STORY_ARTICLE "tests.published_story_article" published_story_article:
        story article published_at place pinned;
    TRAIL "tests.trail" trail: position event at kind actor subject data hash;
    PREVIEW_LINK "tests.preview_link" preview_link: hash article made_by made_at until_at ended_at;
    SAVED_FILTER "tests.saved_filter" saved_filter: account name filter kept_at;
    STAGE "tests.stage" stage: code position name role;
    CANDIDATE "tests.candidate" candidate: article revision stage moved_by moved_at;
    APPROVAL "tests.approval" approval: article revision account section given_at;
    SECOND_PERSON_DUE "tests.second_person_due" second_person_due: section article;
    ASSIGNMENT "tests.assignment" assignment: article account due_at given_by given_at;
    SECTION_RULES "tests.section_rules" section_rules: section two_persons weights revision;
    BRAKE "tests.brake" brake: id publications withdrawals minutes;
    READER_CHANGE "tests.reader_change" reader_change: id account withdraws at;
    BRAKE_RELEASE "tests.brake_release" brake_release: account until_at;
    STANDING_PAGE "tests.standing_page" standing_page:
        id edition slug latest_revision live_revision published_at created_at;
    STANDING_PAGE_REVISION "tests.standing_page_revision" standing_page_revision:
        page number title body created_by created_at;
    PUBLISHED_STANDING_PAGE "tests.published_standing_page" published_standing_page:
        edition slug title description html published_at;
    MENU "tests.menu" menu: edition links saved_at head;
    PUBLISHED_MENU "tests.published_menu" published_menu: edition links head;
    CHANNEL "tests.channel" channel: edition position platform name href;
    PUBLISHED_CHANNEL "tests.published_channel" published_channel: edition position platform name href;
    PUBLISHED_DAY "tests.published_day" published_day: edition day articles;
    UNANSWERED_QUERY "tests.unanswered_query" unanswered_query: day edition folded words times;
    SYNONYMS "tests.synonyms" synonyms: id spellings revision changed_at;
    PUBLISHED_RELATED "tests.published_related" published_related: article place other why score;
    RELATED_CHOICE "tests.related_choice" related_choice: article other choice place set_by set_at;
    STORY_DECISION "tests.story_decision" story_decision: article story accepted score decided_by decided_at;
    STORY_PROPOSAL_DISMISSED "tests.story_proposal_dismissed" story_proposal_dismissed: article dismissed_by dismissed_at;
    STORIES_APART "tests.stories_apart" stories_apart: one other decided_by decided_at;
    WAITING_NOTE "tests.waiting_note" waiting_note: article revision note asked_by asked_at;
    WAITING_DESCRIPTION "tests.waiting_description" waiting_description: picture said asked_by asked_at;
    REVISION_SOURCE "tests.revision_source" revision_source: article revision folded name made_at edition;
    PUBLISHED_REDIRECT "tests.published_redirect" published_redirect:
        path target article;
}

sql! {
    SET_ROLE = "tests.set_role": "update account set role = $2 where id = $1";
    SUSPEND = "tests.suspend": "update account set suspended_at = $2 where id = $1";
    REVOKE = "tests.revoke": "update token set revoked_at = $2 where account = $1";
    EXPIRE = "tests.expire": "update token set expires_at = $2 where account = $1";
}

/// Every table and its columns, as this file knows them.
pub fn known_tables() -> BTreeMap<String, Vec<String>> {
    let known = |(table, columns, _): &(&str, &[&str], &Statement)| {
        ((*table).to_owned(), columns.iter().map(|column| (*column).to_owned()).collect())
    };
    TABLES.iter().map(known).collect()
}

/// The rows of every table whose name passes.
pub async fn rows_of(db: &Db, wanted: impl Fn(&str) -> bool) -> Rows {
    let mut rows = Rows::new();
    for (table, _, statement) in TABLES.iter().filter(|(table, ..)| wanted(table)) {
        let found: Vec<(String,)> = db.read().all(statement, params![]).await.expect("a table can be read");
        rows.insert(table, found.into_iter().map(|(row,)| row).collect());
    }
    rows
}

/// All that readers may see, but for what is chosen to stand beside an article, which goes on by itself.
pub async fn published_rows(db: &Db) -> Rows {
    rows_of(db, |table| table.starts_with("published_") && table != "published_related").await
}

/// All that the newsroom knows: everything but the machinery of the log and the queue, and what goes on by itself after the act it
/// is for: what a receipt has seen, and what is chosen to stand beside an article.
pub async fn all_rows(db: &Db) -> Rows {
    let machinery = |table: &str| {
        matches!(
            table,
            "event_head" | "event_log" | "consumer_cursor" | "job" | "trail" | "published_related"
        )
    };
    let mut rows = rows_of(db, |table| !machinery(table)).await;
    for receipt in rows.get_mut("receipt").into_iter().flatten() {
        *receipt = receipt.split(" ¦ ").take(6).collect::<Vec<_>>().join(" ¦ ");
    }
    rows
}

/// What differs, in a form that can be read.
pub fn difference(before: &Rows, after: &Rows) -> String {
    let mut out = String::new();
    for (table, rows) in before {
        let now = &after[table];
        for gone in rows.iter().filter(|row| !now.contains(row)) {
            out.push_str(&format!("- {table}: {gone}\n"));
        }
        for new in now.iter().filter(|row| !rows.contains(row)) {
            out.push_str(&format!("+ {table}: {new}\n"));
        }
    }
    out
}

/// Tries to read every truth table through the readers' connection: what was not refused.
pub async fn truth_in_reach_of_readers(db: &Db) -> Vec<&'static str> {
    let mut reached = Vec::new();
    for (table, _, statement) in TABLES.iter().filter(|(table, ..)| !table.starts_with("published_")) {
        let asked: Result<Vec<(String,)>, StoreError> = db.published().all(statement, params![]).await;
        match asked {
            Ok(_) => reached.push(*table),
            Err(error) => assert!(error.is_refused(), "{table}: {error}"),
        }
    }
    reached
}

/// Gives an account another role.
pub async fn set_role(db: &Db, account: &AccountId, role: &'static str) {
    write(db, &SET_ROLE, account, store::Value::from(role)).await;
}

/// Suspends an account.
pub async fn suspend(db: &Db, account: &AccountId, at: i64) {
    write(db, &SUSPEND, account, store::Value::from(at)).await;
}

/// Takes the tokens of an account back.
pub async fn revoke(db: &Db, account: &AccountId, at: i64) {
    write(db, &REVOKE, account, store::Value::from(at)).await;
}

/// Has the tokens of an account end.
pub async fn expire(db: &Db, account: &AccountId, at: i64) {
    write(db, &EXPIRE, account, store::Value::from(at)).await;
}

async fn write(db: &Db, statement: &'static Statement, account: &AccountId, value: store::Value) {
    let account = account.clone();
    let work =
        db.write(move |tx| Box::pin(async move { tx.execute(statement, params![&account, value]).await }));
    assert_eq!(work.await.expect("the row can be written"), 1);
}
