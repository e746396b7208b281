//! What an edition chose of digits, months, marks, spelling, addresses and weeks is what its readers see; an edition that
//! chose otherwise, or nothing, is as it was.

use axum::http::Method;
use newsroom::features::accounts::Role;
use serde_json::{Value, json};

use crate::kit::store::all_rows;
use crate::kit::{Answer, Colleague, newsrooms, piece};

async fn chooses(admin: &Colleague<'_>, edition: &str, voice: Value) -> Answer {
    admin.asks(Method::PATCH, &format!("/editions/{edition}"), Some(json!({"voice": voice}))).await
}

/// The first letters of the days of the week, as the archive's calendar heads them.
fn heads(page: &Answer) -> Vec<String> {
    let body = page.body();
    let heads = body.split("<th scope=\"col\"><abbr title=\"").skip(1);
    heads.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_see_what_an_edition_chose() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let admin = room.colleague("سامر", Role::Admin).await;
        let reader = room.reader();
        for number in 0..11 {
            layla.publishes(piece(&format!("خبر {number}")).paragraph("كتب أحدهم: شكرًا وعفواً.")).await;
        }
        let live = layla.publishes(piece("خبر أخير").paragraph("شكرًا وعفواً.")).await;
        layla.withdraws(&live.id, "خطأ").await.expects(200);
        let live = layla.publishes(piece("المياه تعود").paragraph("شكرًا وعفواً.")).await;
        layla.publishes(piece("News").in_section("en", "world").paragraph("Text")).await;
        let month = "/ar/archive/2026/11/";
        reader.sees(month, "12 خبرًا").await;
        let before = reader.opens(month).await;
        assert_eq!(heads(&before).first().map(String::as_str), Some("الاثنين"));
        assert!(!before.body().contains("data-quotes"));

        let voice = json!({
            "quotes": "curly", "tanwin": "on_alif", "week": "saturday", "digits": "arab", "months": "levant",
            "hijri": true, "slugs": "transliterated",
        });
        let told = chooses(&admin, "ar", voice).await.expects(200).json();
        assert_eq!(
            (&told["voice"]["quotes"], &told["voice"]["zone"]),
            (&json!("curly"), &json!("Asia/Beirut"))
        );
        // Digits, month, spelling: in all that the program writes.
        reader.sees(month, "١٢ خبراً").await;
        let after = reader.opens(month).await;
        assert!(after.says("تشرين الثاني") && after.says("هـ"), "{}", after.words());
        let days = heads(&after);
        assert_eq!((days.len(), days[0].as_str(), days[6].as_str()), (7, "السبت", "الجمعة"));
        assert!(after.body().contains("<html lang=\"ar\" dir=\"rtl\" data-quotes=\"curly\">"));
        // What was written stays as it was written.
        assert!(reader.opens(&live.href).await.says("شكرًا وعفواً."));
        // Addresses that stand stay, new ones are made in the new way.
        let new = layla.publishes(piece("المياه تعود").paragraph("نص")).await;
        assert!(new.href.is_ascii() && !new.href.contains('%'), "{}", new.href);
        reader.meets(&live.href, 200).await;
        // The other edition is as it was.
        let other = reader.opens("/en/archive/2026/11/").await.expects(200);
        assert!(heads(&other) == heads(&before), "{}", other.words());
        assert!(!other.body().contains("data-quotes"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_of_the_calendar_leads_to_its_page_and_stands_under_its_name() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        layla.publishes(piece("خبر اليوم").paragraph("نص")).await;
        let page = reader.opens("/ar/archive/2026/11/").await.expects(200);
        let body = page.body();
        let rows: Vec<&str> =
            body.split("<tbody>").nth(1).expect("a calendar").split("<tr>").skip(1).collect();
        // November 2026 begins on a Sunday, the last day of a week that begins on Monday.
        assert_eq!(rows.len(), 6, "{body}");
        assert_eq!(rows[0].matches("<td></td>").count(), 6, "{}", rows[0]);
        let cells: Vec<&str> = rows[4].split("<td>").skip(1).collect();
        assert!(
            cells[0].contains("href=\"/ar/archive/2026/11/23/\"") && cells[0].contains("خبر واحد"),
            "{}",
            cells[0]
        );
        assert_eq!(body.matches("<td><a ").count(), 1, "a day on which nothing was published leads nowhere");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_setting_that_there_is_not_is_refused_by_name() {
    for room in newsrooms().await {
        let admin = room.colleague("سامر", Role::Admin).await;
        let before = all_rows(&room.app.db).await;
        for (voice, field) in [
            (json!({"quotes": "wavy"}), "voice.quotes"),
            (json!({"tanwin": 1}), "voice.tanwin"),
            (json!({"week": "tuesday"}), "voice.week"),
            (json!({"colour": "red"}), "voice.colour"),
            (json!({"zone": "Asia/Nowhere"}), "voice.zone"),
            (json!({"quotes": "low", "digits": "roman"}), "voice.digits"),
        ] {
            let refused = chooses(&admin, "ar", voice.clone()).await.expects(422).json();
            assert_eq!(refused["field"], field, "{voice}: {refused}");
        }
        chooses(&admin, "xx", json!({})).await.expects(404);
        assert!(before == all_rows(&room.app.db).await, "a refusal changes nothing");
        let told = admin.asks(Method::GET, "/editions", None).await.expects(200).json();
        assert_eq!(told.as_array().map(Vec::len), Some(2));
        assert_eq!(
            (&told[0]["voice"]["week"], &told[1]["voice"]["quotes"]),
            (&json!("monday"), &json!("usual"))
        );
    }
}
