//! English words that say nothing of what a piece is about.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether a word in small letters is one of them. What a reporter writes in every piece, «said» and the days of the week,
/// is among them.
pub fn is_english_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(word)
}

static STOP_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| LIST.split(' ').collect());

const LIST: &str = "\
    a about above according across added adding after again against ago ahead all almost alone along \
    already also although always am among an and another any anyone anything are aren around as asked at \
    away back be became because become been before began behind being below between both but by called \
    came can cannot com come comes could day days despite did didn do does doesn doing don done down due \
    during each early either else enough even ever every few first following for former friday from \
    further gave get gets getting give given go goes going gone got had has have having he her here hers \
    herself him himself his how however http https if in including instead into is isn it its itself \
    just last late later least left less let like ll made make makes making many me might monday more \
    most much must my near need never new next no none nor not now of off often on once one only or \
    other others our out over own part per perhaps put rather re really said same saturday saw say \
    saying says second see seen set several shall she should since so some something soon still such \
    sunday take taken taking than that the their them themselves then there these they thing things this \
    those though through thursday thus till to today together told tomorrow too took toward towards \
    tuesday two under until up upon us used ve very via was wasn way we wednesday week weeks well went \
    were weren what when where whether which while who whole whom whose why will with within without won \
    would www year years yes yesterday yet you your";

#[cfg(test)]
mod tests {
    use super::is_english_stop_word;

    #[test]
    fn what_carries_news_is_no_stop_word() {
        for (word, stops) in
            [("the", true), ("said", true), ("friday", true), ("flood", false), ("may", false), ("", false)]
        {
            assert_eq!(is_english_stop_word(word), stops, "{word}");
        }
    }
}
