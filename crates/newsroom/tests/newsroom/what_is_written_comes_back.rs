//! Nothing that somebody wrote into a form of the desk is lost with the refusal of it.

use super::kit::{newsrooms, piece};

const HOUR: i64 = 3_600_000_000;
const REASON: &str = "سحبنا الخبر لأن المصدر تراجع عن قوله، ونعتذر إلى القرّاء.";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reason_that_was_sent_too_late_is_sent_again_after_signing_in() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر عن السدّ").paragraph("نصّ")).await;
        let desk = layla.at_desk().await;
        room.the_clock_reaches(room.now() + 30 * 24 * HOUR).await;
        let withdrawal = format!("/desk/articles/{}/withdrawal", live.id);
        let fields = [("reason", REASON), ("password", "hush-hush")];
        let refused = desk.sends_from_a_page(&withdrawal, &fields).await.expects(401);
        let page = refused.body();
        assert!(page.contains(REASON) && page.contains(&format!("action=\"{withdrawal}\"")), "{page}");
        assert!(!page.contains("hush-hush"), "a secret is typed again");
        assert!(
            page.contains("href=\"/desk/sign-in\" target=\"_blank\""),
            "signing in leaves the page where it is"
        );
        room.reader().opens(&live.href).await.expects(200);
        // Markup that somebody wrote is words.
        let markup = [("reason", "</textarea><script>alert(1)</script> وهذا كلام طويل")];
        let refused = desk.sends_from_a_page(&withdrawal, &markup).await.expects(401);
        assert!(!refused.body().contains("<script>alert"), "{}", refused.body());
        // In again, the same form does what it was to do.
        let again = layla.at_desk().await;
        again.sends_from_a_page(&withdrawal, &fields[..1]).await.expects(303);
        assert!(room.reader().opens(&live.href).await.expects(410).says(REASON));
        // The control: who only looks at a page has written nothing.
        let nothing = desk.sends_from_a_page("/desk/sign-out", &[]).await;
        assert!(!nothing.body().contains("<textarea"));
    }
}
