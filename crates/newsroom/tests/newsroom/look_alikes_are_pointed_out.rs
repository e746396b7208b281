//! Whoever brings in a picture that looks like another is told so, and goes on. Content credentials are noticed, and stay with the
//! original.

use image::ImageFormat;
use newsroom::features::accounts::Role;
use newsroom::features::media_library::actions::liken_pictures;
use store::{StoreError, params, sql};

use crate::kit::{NewPicture, newsrooms, png};
use crate::pictures;

sql! {
    UNLIKEN = "tests.unliken": "update media set likeness = null";
}

/// A market at noon, as far as anybody can tell: light and shade in waves.
fn market(width: u32, height: u32) -> image::RgbImage {
    image::RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (x as f32 / width as f32, y as f32 / height as f32);
        let wave = ((x * 17.0).sin() * (y * 11.0).cos() * 90.0) as i32;
        image::Rgb([120, 110, 90].map(|base: i32| (base + wave).clamp(0, 255) as u8))
    })
}

fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    pictures::encoded(&market(width, height), format)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_in_another_size_is_pointed_out_and_taken() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let desk = layla.at_desk().await;
        let first =
            layla.uploads(NewPicture::of(file(800, 600, ImageFormat::Jpeg)).with("caption", "السوق")).await;
        // Pictures of one colour look like nothing.
        for shade in [1, 2] {
            let taken = desk.sends_bytes("POST", "/desk/media", png(64, 48, shade)).await.expects(201).json();
            assert_eq!(taken["alike"], serde_json::json!([]), "{:?}", room.dialect());
        }
        let scaled = image::imageops::thumbnail(&market(800, 600), 400, 300);
        let smaller = pictures::encoded(&scaled, ImageFormat::Png);
        let taken = desk.sends_bytes("POST", "/desk/media", smaller.clone()).await.expects(201).json();
        assert_eq!(taken["alike"][0]["id"], first.as_str(), "{:?}: {taken}", room.dialect());
        assert_eq!(taken["alike"][0]["caption"], "السوق");
        assert!(taken["twin"].is_null(), "it is another file");
        let id = taken["id"].as_str().expect("an id").to_owned();
        let page = desk.opens(&format!("/desk/library/{id}")).await.expects(200);
        assert!(page.says("looks like it") && page.body().contains(&format!("/desk/library/{first}")));
        // What is another picture is not pointed out.
        let noise = pictures::encoded(&pictures::noise(400, 300), ImageFormat::Png);
        let taken = desk.sends_bytes("POST", "/desk/media", noise).await.expects(201).json();
        assert_eq!(taken["alike"], serde_json::json!([]), "the control");

        // What came in before is looked at by the clock.
        room.app
            .db
            .write(|tx| Box::pin(async move { tx.execute(&UNLIKEN, params![]).await.map(drop) }))
            .await
            .unwrap_or_else(|error: StoreError| panic!("{error}"));
        let page = format!("/desk/library/{id}");
        assert!(!desk.opens(&page).await.says("looks like it"), "the control");
        liken_pictures(&room.app).await.expect("they are looked at");
        assert!(desk.opens(&page).await.says("looks like it"), "{:?}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn content_credentials_are_said_and_stay_with_the_original() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let claims = [b"\0\0\0\x40jumb\0\0\0\x26jumdc2pa".as_slice(), &[0; 12], b"\x03c2pa\0"].concat();
        let segment = [b"JP\0\x01\0\0\0\x01".as_slice(), &claims].concat();
        let plain = file(400, 300, ImageFormat::Jpeg);
        let original = pictures::jpeg_with(&plain, &[(0xeb, segment)]);
        let (with, without) = (
            layla.uploads(NewPicture::of(original.clone())).await,
            layla.uploads(NewPicture::of(plain)).await,
        );
        let desk = layla.at_desk().await;
        assert!(desk.opens(&format!("/desk/library/{with}")).await.says("carries content credentials"));
        assert!(!desk.opens(&format!("/desk/library/{without}")).await.says("carries content credentials"));
        let address = format!("/desk/media/{with}/original");
        let taken = desk.opens(&address).await.expects(200);
        assert_eq!(taken.bytes, original, "{:?}: it is as it came", room.dialect());
        assert!(taken.header("content-disposition").starts_with("attachment; filename="));
        assert_eq!(taken.header("x-content-type-options"), "nosniff");
        assert!(taken.header("content-security-policy").contains("sandbox"));
        assert_eq!(taken.header("content-type"), "application/octet-stream");
        let noor = room.colleague("نور", Role::Journalist).await;
        noor.at_desk().await.opens(&address).await.expects(403);
        assert!(
            !noor.at_desk().await.opens(&format!("/desk/library/{with}")).await.body().contains(&address)
        );
        let preview = desk.opens(&format!("/desk/media/{with}/preview")).await.expects(200);
        assert!(!pictures::contains(&preview.bytes, "c2pa"), "it fits no other bytes");
    }
}
