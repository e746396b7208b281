//! Small files of each sort, made by hand, and what they are taken for.

use std::io::Cursor;

use super::*;

fn told(bytes: &[u8]) -> Result<FoundRecording, &'static str> {
    look(Cursor::new(bytes), bytes.len() as u64).map_err(|error| error.code())
}

fn found(format: RecordingFormat, seconds: u64) -> Result<FoundRecording, &'static str> {
    let seconds = (seconds > 0).then_some(seconds);
    Ok(FoundRecording { format, seconds, says_place: false })
}

fn boxed(kind: &[u8; 4], inside: &[&[u8]]) -> Vec<u8> {
    let inside = inside.concat();
    [&(8 + inside.len() as u32).to_be_bytes()[..], kind, &inside].concat()
}

fn mvhd(scale: u32, duration: u32) -> Vec<u8> {
    boxed(b"mvhd", &[&[0; 12], &scale.to_be_bytes(), &duration.to_be_bytes(), &[0; 80]])
}

fn track(handler: &[u8; 4]) -> Vec<u8> {
    boxed(b"trak", &[&boxed(b"mdia", &[&boxed(b"hdlr", &[&[0; 8], handler, &[0; 13]])])])
}

fn mp4(brand: &[u8; 4], film: &[&[u8]], samples: &[u8]) -> Vec<u8> {
    [boxed(b"ftyp", &[brand, &[0; 4]]), boxed(b"moov", film), boxed(b"mdat", &[samples])].concat()
}

#[test]
fn an_mp4_is_told_by_its_tracks_and_its_length() {
    let (head, seen, heard) = (mvhd(1000, 12_400), track(b"vide"), track(b"soun"));
    assert_eq!(told(&mp4(b"isom", &[&head, &seen, &heard], b"x")), found(RecordingFormat::Mp4, 12));
    assert_eq!(told(&mp4(b"M4A ", &[&head, &heard], b"x")), found(RecordingFormat::M4a, 12));
    assert_eq!(told(&mp4(b"isom", &[&mvhd(0, 5), &seen], b"x")), found(RecordingFormat::Mp4, 0));
    assert_eq!(told(&mp4(b"isom", &[&mvhd(1, u32::MAX), &seen], b"x")), found(RecordingFormat::Mp4, 0));
    for (file, why) in [
        (mp4(b"isom", &[&head, &seen], b""), "nothing"),
        (mp4(b"isom", &[&head], b"x"), "nothing"),
        (mp4(b"isom", &[&head, &track(b"text")], b"x"), "nothing"),
        (mp4(b"qt  ", &[&head, &seen], b"x"), "quicktime"),
        (boxed(b"ftyp", &[b"heic", &[0; 4]]), "nothing"),
        (boxed(b"ftyp", &[b"is"]), "damaged"),
    ] {
        assert_eq!(told(&file), Err(why));
    }
    let whole = mp4(b"isom", &[&head, &seen], b"samples");
    for cut in 9..whole.len() {
        assert!(told(&whole[..cut]).is_err(), "{cut} of {} bytes", whole.len());
    }
}

#[test]
fn a_film_that_says_where_it_was_made_is_known() {
    let (head, seen) = (mvhd(1, 1), track(b"vide"));
    let place = boxed(b"udta", &[&boxed(b"\xA9xyz", &[b"\0\0\0\0+33.5+36.3/"])]);
    let key = boxed(b"meta", &[b"\0\0\0\0....com.apple.quicktime.location.ISO6709..."]);
    let tells =
        |part: &[u8]| told(&mp4(b"isom", &[&head, &seen, part], b"x")).is_ok_and(|found| found.says_place);
    assert!(tells(&place) && tells(&key));
    assert!(!tells(&boxed(b"udta", &[&boxed(b"name", &[b"x"])])), "the control");
}

fn element(id: &[u8], inside: &[&[u8]]) -> Vec<u8> {
    let inside = inside.concat();
    [id, &(0x1000_0000 | inside.len() as u32).to_be_bytes(), &inside].concat()
}

fn webm(doctype: &[u8], kinds: &[u8], samples: &[u8]) -> Vec<u8> {
    let head = element(&[0x1A, 0x45, 0xDF, 0xA3], &[&element(&[0x42, 0x82], &[doctype])]);
    let duration = element(&[0x44, 0x89], &[&7_600.0_f64.to_be_bytes()]);
    let info = element(&[0x15, 0x49, 0xA9, 0x66], &[&duration]);
    let track = |kind: &u8| element(&[0xAE], &[&element(&[0x83], &[&[*kind]])]);
    let tracks = element(&[0x16, 0x54, 0xAE, 0x6B], &[&kinds.iter().flat_map(track).collect::<Vec<_>>()]);
    let cluster = element(&[0x1F, 0x43, 0xB6, 0x75], &[samples]);
    [head, element(&[0x18, 0x53, 0x80, 0x67], &[&info, &tracks, &cluster])].concat()
}

#[test]
fn a_webm_is_told_by_its_kind_and_its_tracks() {
    assert_eq!(told(&webm(b"webm", &[2, 1], b"x")), found(RecordingFormat::Webm, 8));
    assert_eq!(told(&webm(b"webm", &[2], b"x")), found(RecordingFormat::WebmSound, 8));
    assert_eq!(told(&webm(b"mkvx", &[1], b"x")), Err("unknown"));
    assert_eq!(told(&webm(b"webm", &[17], b"x")), Err("nothing"));
    assert_eq!(told(&webm(b"webm", &[1], b"")), Err("nothing"));
    // Written while it was made: nobody knew how long it would be.
    let mut live = webm(b"webm", &[1], b"x");
    let at = live.windows(4).position(|four| four == [0x18, 0x53, 0x80, 0x67]).expect("a segment") + 4;
    live.splice(at..at + 4, [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
    assert_eq!(told(&live), found(RecordingFormat::Webm, 8));
}

/// Frames of 128 kbit/s at 44,100 samples a second.
fn frames(count: usize) -> Vec<u8> {
    let mut frame = vec![0; 417];
    frame[..4].copy_from_slice(&[0xFF, 0xFB, 0x90, 0x00]);
    frame.repeat(count)
}

#[test]
fn an_mp3_is_frames_behind_a_tag_or_at_once() {
    assert_eq!(told(&frames(77)), found(RecordingFormat::Mp3, 2));
    let tag = [b"ID3\x04\0\0\0\0\0\x05".as_slice(), b"title", &[0; 700]].concat();
    assert_eq!(told(&[tag.clone(), frames(77)].concat()), found(RecordingFormat::Mp3, 2));
    let mut noted = frames(4);
    noted[36..48].copy_from_slice(b"Xing\0\0\0\x01\0\0\x0E\xF4");
    assert_eq!(told(&noted), found(RecordingFormat::Mp3, 99));
    for (file, why) in [
        (frames(2), "unknown"),
        ([frames(1), vec![0; 2_000]].concat(), "unknown"),
        (tag.clone(), "nothing"),
        ([tag, b"<script>".to_vec()].concat(), "nothing"),
        (b"ID3\x04\0\0\xFF\0\0\0".to_vec(), "damaged"),
        (vec![0xFF, 0xFE, 0, 0, 0, 0, 0, 0, 0, 0], "unknown"),
    ] {
        assert_eq!(told(&file), Err(why));
    }
}

fn page(flags: u8, samples: i64, packet: &[u8]) -> Vec<u8> {
    let sized = [&[0; 12][..], &[1, packet.len() as u8]].concat();
    [b"OggS\0", &[flags][..], &samples.to_le_bytes(), &sized, packet].concat()
}

#[test]
fn an_ogg_is_told_by_its_first_and_its_last_page() {
    let vorbis = [b"\x01vorbis\0\0\0\0\x02", &44_100_u32.to_le_bytes()[..], &[0; 14]].concat();
    let opus = b"OpusHead\x01\x02\x38\x01\x80\xBB\0\0\0\0\0";
    let played = |head: &[u8], samples| told(&[page(2, 0, head), page(4, samples, b"sound")].concat());
    assert_eq!(played(&vorbis, 441_000), found(RecordingFormat::Ogg, 10));
    assert_eq!(played(opus, 480_312), found(RecordingFormat::Ogg, 10));
    assert_eq!(played(b"\x80theora\x03\x02\x01", 100), Err("unknown"));
    assert_eq!(told(&page(2, 0, &vorbis)), Err("nothing"));
    assert_eq!(told(&page(0, 9, &vorbis)), Err("damaged"));
}

#[test]
fn a_wav_is_told_by_its_chunks() {
    let wav = |tag: u16, data: &[u8], says: u32| {
        let about = [
            &tag.to_le_bytes()[..],
            &[1, 0],
            &8_000_u32.to_le_bytes(),
            &16_000_u32.to_le_bytes(),
            &[2, 0, 16, 0],
        ]
        .concat();
        [b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0", about.as_slice(), b"data", &says.to_le_bytes(), data].concat()
    };
    assert_eq!(told(&wav(1, &[0; 32_000], 32_000)), found(RecordingFormat::Wav, 2));
    assert_eq!(told(&wav(1, &[0; 32_000], u32::MAX)), found(RecordingFormat::Wav, 2));
    assert_eq!(told(&wav(1, &[0; 100], 32_000)), Err("damaged"));
    assert_eq!(told(&wav(1, &[], 0)), Err("nothing"));
    assert_eq!(told(&wav(0x55, &[0; 100], 100)), Err("unknown"));
}

#[test]
fn whatever_is_no_recording_is_refused() {
    let film = mp4(b"isom", &[&mvhd(1, 1), &track(b"vide")], b"x");
    for file in [
        Vec::new(),
        vec![0],
        b"<!doctype html><script>alert(1)</script>".to_vec(),
        b"%PDF-1.7".to_vec(),
        b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0\0".to_vec(),
        [b"GIF89a".to_vec(), film.clone()].concat(),
        [b"\0".to_vec(), film].concat(),
    ] {
        assert_eq!(told(&file), Err("unknown"), "{:?}", &file[..file.len().min(12)]);
    }
}

#[test]
fn no_file_keeps_the_look_for_long() {
    let many = boxed(b"free", &[]).repeat(250_000);
    assert_eq!(told(&[boxed(b"ftyp", &[b"isom", &[0; 4]]), many].concat()), Err("damaged"));
}

#[test]
fn media_types_and_formats_know_each_other() {
    for format in RecordingFormat::ALL {
        assert_eq!(RecordingFormat::of_mime(format.mime()), Some(format));
    }
    assert_eq!(RecordingFormat::of_mime("text/html"), None);
}
