//! Latin letters for Arabic-script words: a plain readable table, not a scholarly romanisation.
//!
//! Arabic does not write its short vowels. Where Latin could not be pronounced without one, an `a` is put in: a word
//! does not begin with two consonants, and no three stand together (`mktb` → `maktab`).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words one word becomes: the Arabic article stands by itself (`al`). Letters of scripts that have no row in the
/// table are dropped, and a word with none left is no word.
pub fn words(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut words = Vec::with_capacity(2);
    let stem = match letters.as_slice() {
        ['ا', 'ل', stem @ ..] if stem.len() >= 2 => {
            words.push("al".to_owned());
            stem
        }
        all => all,
    };
    let sounds = sounds_of(stem);
    let latin = voiced(&sounds);
    if latin.is_empty() {
        words.clear();
    } else {
        words.push(latin);
    }
    words
}

#[derive(Clone, Copy, PartialEq)]
enum Sound {
    Consonant(&'static str),
    Vowel(&'static str),
    /// A Latin letter or a digit that was there already; it keeps its neighbours as they are.
    Plain(char),
}

fn sounds_of(letters: &[char]) -> Vec<Sound> {
    let mut sounds = Vec::with_capacity(letters.len());
    for (at, &letter) in letters.iter().enumerate() {
        let before_vowel = matches!(letters.get(at + 1), Some('ا' | 'ى' | 'آ' | 'و' | 'ي' | 'ی' | 'ة' | 'أ'));
        let glides = at == 0 || (before_vowel && at + 2 < letters.len());
        match letter {
            'و' => sounds.push(if glides { Sound::Consonant("w") } else { Sound::Vowel("u") }),
            'ي' | 'ی' => sounds.push(if glides { Sound::Consonant("y") } else { Sound::Vowel("i") }),
            _ => match sound(letter) {
                Some(sound) => sounds.push(sound),
                None => sounds.extend(plain(letter).into_iter().map(Sound::Plain)),
            },
        }
    }
    sounds
}

fn sound(letter: char) -> Option<Sound> {
    if let Some((_, vowel)) = VOWELS.iter().find(|(arabic, _)| *arabic == letter) {
        return Some(Sound::Vowel(vowel));
    }
    CONSONANTS.iter().find(|(arabic, _)| *arabic == letter).map(|(_, latin)| Sound::Consonant(latin))
}

fn voiced(sounds: &[Sound]) -> String {
    let mut latin = String::new();
    // Consonants since the last vowel; a word begins as if one had just been spoken.
    let mut run = 1;
    for (at, &sound) in sounds.iter().enumerate() {
        match sound {
            Sound::Vowel(vowel) => {
                latin.push_str(vowel);
                run = 0;
            }
            Sound::Plain(letter) => {
                latin.push(letter);
                run = 0;
            }
            Sound::Consonant(consonant) => {
                latin.push_str(consonant);
                run += 1;
                if run >= 2 && matches!(sounds.get(at + 1), Some(Sound::Consonant(_))) {
                    latin.push('a');
                    run = 0;
                }
            }
        }
    }
    latin
}

/// Latin letters without their accents; nothing for other scripts.
fn plain(letter: char) -> Vec<char> {
    match letter {
        'ß' => vec!['s', 's'],
        'ø' => vec!['o'],
        'æ' => vec!['a', 'e'],
        'œ' => vec!['o', 'e'],
        'ı' => vec!['i'],
        'ł' => vec!['l'],
        'đ' | 'ð' => vec!['d'],
        'þ' => vec!['t', 'h'],
        _ => std::iter::once(letter)
            .nfd()
            .filter(|c| !is_combining_mark(*c) && c.is_ascii_alphanumeric())
            .collect(),
    }
}

const VOWELS: [(char, &str); 16] = [
    ('ع', "a"),
    ('ێ', "e"),
    ('ا', "a"),
    ('أ', "a"),
    ('إ', "i"),
    ('آ', "a"),
    ('ٱ', "a"),
    ('ى', "a"),
    ('ة', "a"),
    ('ء', ""),
    ('ؤ', "u"),
    ('ئ', "i"),
    ('ے', "e"),
    ('ۀ', "e"),
    ('ۆ', "o"),
    ('ە', "a"),
];

const CONSONANTS: [(char, &str); 39] = [
    ('ب', "b"),
    ('ت', "t"),
    ('ث', "th"),
    ('ج', "j"),
    ('ح', "h"),
    ('خ', "kh"),
    ('د', "d"),
    ('ذ', "dh"),
    ('ر', "r"),
    ('ز', "z"),
    ('س', "s"),
    ('ش', "sh"),
    ('ص', "s"),
    ('ض', "d"),
    ('ط', "t"),
    ('ظ', "z"),
    ('غ', "gh"),
    ('ف', "f"),
    ('ق', "q"),
    ('ك', "k"),
    ('ک', "k"),
    ('ل', "l"),
    ('م', "m"),
    ('ن', "n"),
    ('ه', "h"),
    ('ھ', "h"),
    ('ہ', "h"),
    ('پ', "p"),
    ('چ', "ch"),
    ('ژ', "zh"),
    ('گ', "g"),
    ('ڤ', "v"),
    ('ٹ', "t"),
    ('ڈ', "d"),
    ('ڑ', "r"),
    ('ں', "n"),
    ('ڕ', "r"),
    ('ڵ', "l"),
    ('ۋ', "v"),
];
