//! Names of agencies and outlets that newsrooms cite, by which a name in marks of quotation is known to be no speech.
//!
//! Written folded, as they are compared. The list need not be whole: what calls itself a newspaper or a channel is known
//! by that word.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Role;
use super::tokens::Tokens;

const AGENCIES: &str = "رويترز|فرانس برس|ا.ف.ب|ا ف ب|اسوشيتد برس|اسوشييتد برس|الاسوشيتد برس|د ب ا|د.ب.ا|سبوتنيك|تاس|شينخوا|الاناضول|بترا|واس|وام|كونا|قنا|سانا|وات|بنا|واع|العمانيه|ارنا|بلومبرغ|بلومبيرغ|انترفاكس|ايفي|انسا|كيودو|يونهاب|كونا|\
reuters|afp|agence france-presse|ap|the associated press|associated press|dpa|tass|xinhua|anadolu|bloomberg|upi|efe|ansa|kyodo|yonhap|interfax|wafa|petra|spa|the canadian press|press association|press trust of india";

const OUTLETS: &str = "الجزيره|العربيه|سكاي نيوز|سكاي نيوز عربيه|بي بي سي|بي.بي.سي|سي ان ان|سي.ان.ان|فوكس نيوز|فرانس 24|فرانس24|الحره|روسيا اليوم|الميادين|الجوهره اف ام|الشرق الاوسط|القدس العربي|العربي الجديد|الاهرام|المصري اليوم|عكاظ|الغارديان|نيويورك تايمز|واشنطن بوست|وول ستريت جورنال|لوموند|لوفيغارو|فايننشال تايمز|التايمز|التلغراف|الاندبندنت|هارتس|يديعوت احرونوت|دير شبيغل|موزاييك اف ام|شمس اف ام|اكسبريس اف ام|نسمه|حنبعل|\
bbc|the bbc|cnn|nbc|nbc news|abc|abc news|cbs|cbs news|fox news|msnbc|npr|al jazeera|sky news|the guardian|guardian|the new york times|new york times|the washington post|washington post|the wall street journal|wall street journal|the times|the financial times|financial times|the telegraph|the daily telegraph|the independent|le monde|der spiegel|the economist|usa today|the los angeles times|los angeles times|politico|tmz|haaretz|al arabiya|people magazine|espn";

/// The outlet that begins at a token: how many tokens name it, and what it is. The longest name wins.
pub(super) fn outlet_at(tokens: &Tokens<'_>, at: usize) -> Option<(usize, Role)> {
    if !tokens.is_word(at) {
        return None;
    }
    named(tokens, at, tokens.word(at))
}

/// The same with the first word given otherwise than it is written: «لرويترز» names رويترز.
pub(super) fn named(tokens: &Tokens<'_>, at: usize, first: &str) -> Option<(usize, Role)> {
    let candidates = NAMES.get(first)?;
    candidates.iter().find_map(|(rest, role)| {
        let fits = rest.iter().enumerate().all(|(place, word)| tokens.word(at + 1 + place) == *word);
        fits.then_some((rest.len() + 1, *role))
    })
}

type Names = FxHashMap<&'static str, Vec<(Vec<&'static str>, Role)>>;

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    for (list, role) in [(AGENCIES, Role::Agency), (OUTLETS, Role::Outlet)] {
        for name in list.split('|') {
            let mut words = name.split(' ');
            let first = words.next().unwrap_or_default();
            names.entry(first).or_default().push((words.collect(), role));
        }
    }
    for candidates in names.values_mut() {
        candidates.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
    names
});
