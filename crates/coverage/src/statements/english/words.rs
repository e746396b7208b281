//! English words by what they do around speech.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word may be: marks that can stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Class(u32);

impl Class {
    /// Announces speech in a tense.
    pub const SAYS: Class = Class(1);
    /// Takes a clause without «that» as well.
    pub const BARE: Class = Class(1 << 1);
    /// Has the one who is told behind it.
    pub const TELLS: Class = Class(1 << 2);
    /// Speaks on: «adding».
    pub const ON: Class = Class(1 << 3);
    /// Is said only where somebody says it: «say», after no «to».
    pub const PLAIN: Class = Class(1 << 4);
    /// Stands between a subject and its verb.
    pub const BETWEEN: Class = Class(1 << 5);
    /// Stands for whoever spoke.
    pub const PRONOUN: Class = Class(1 << 6);
    /// Begins a clause: no subject reaches over it.
    pub const JOINS: Class = Class(1 << 7);
    /// Begins a phrase of place, time or occasion.
    pub const PREPOSITION: Class = Class(1 << 8);
    /// A day, a month, «yesterday».
    pub const TIME: Class = Class(1 << 9);
    /// What is followed but says nothing: «rules».
    pub const RULE: Class = Class(1 << 10);
    /// Before a quotation: it is a name.
    pub const NAMED: Class = Class(1 << 11);
    /// Before the verb it was not said: «to say», «not».
    pub const UNSAID: Class = Class(1 << 12);
    /// A paper, a channel.
    pub const OUTLET: Class = Class(1 << 13);
    /// A statement, a report.
    pub const DOCUMENT: Class = Class(1 << 14);
    /// A post.
    pub const SOCIAL: Class = Class(1 << 15);
    /// Those who listen: «reporters».
    pub const HEARERS: Class = Class(1 << 16);
    /// Whoever may be left without a name: «official».
    pub const SOMEBODY: Class = Class(1 << 17);
    /// An article or what stands for one.
    pub const ARTICLE: Class = Class(1 << 18);
    /// Begins a clause about the one just named.
    pub const RELATIVE: Class = Class(1 << 19);

    /// Whether it has any of the other's marks.
    pub const fn is(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub const fn and(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

const WORDS: &[(Class, &str)] = &[
    (
        Class::SAYS.and(Class::BARE),
        "said says claimed claims argued argues insisted insists admitted admits believes thinks warned warns added adds complained acknowledged \
         conceded estimated suggested suggests maintained maintains contends contended explained swore predicted predicts joked boasted",
    ),
    (Class::SAYS.and(Class::BARE).and(Class::PLAIN), "say believe"),
    (
        Class::SAYS,
        "announced announces stated states noted notes denied denies confirmed confirms reported reports wrote writes tweeted posted asked asks \
         replied replies recalled recalls declared declares stressed stresses emphasised emphasized revealed reveals alleged alleges concluded cautioned vowed \
         pledged promised testified commented continued observed remarked responded quipped asserted reiterated disclosed indicated shouted cried answered \
         lamented mused urged agreed repeated underlined pointed hinted speculated guaranteed ruled found called described protested objected quoted",
    ),
    (Class::SAYS.and(Class::TELLS), "told tells informed assured reminded"),
    (
        Class::ON,
        "adding saying noting insisting warning claiming arguing explaining stressing stating telling announcing confirming denying alleging conceding \
         admitting acknowledging emphasising emphasizing pointing suggesting predicting promising declaring recalling writing complaining asking",
    ),
    (
        Class::BETWEEN,
        "has had have also later then only reportedly afterwards earlier previously himself herself themselves itself once again now still already \
         publicly repeatedly once never recently quickly simply further always both all flatly yesterday today angrily quietly",
    ),
    (Class::PRONOUN, "he she they it we i who"),
    (
        Class::JOINS,
        "that because while whereas although though when if which but so whether where since unless until than how why what as after before",
    ),
    (
        Class::PREPOSITION,
        "in on at during after before via through by from to outside inside following ahead under over near about with for against without into within \
         around across amid despite as when while where because since until if late early last this next earlier wiping",
    ),
    (
        Class::TIME,
        "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight january february march april june july august september \
         october november december morning evening afternoon night week month year",
    ),
    (
        Class::RULE,
        "need needs plan plans season appetite age weight height size rules rule law laws schedule ability taste tastes custom customs tradition type order \
         instructions terms timetable procedure protocol protocols convention principle principles standards guidelines recipe colour color rank seniority \
         demand circumstances merit income wealth number preference preferences price usage script usual availability regulations requirements",
    ),
    (
        Class::NAMED,
        "film book song musical novel play album series show called nicknamed titled entitled dubbed named reads labelled labeled poster ship boat operation known \
         as slogan project exhibition painting pub inn restaurant game word words term phrase band club brewer company brand horse magazine newspaper under \
         programme program campaign award banner sign codenamed christened",
    ),
    (
        Class::UNSAID,
        "to would could not didn't did can cannot may might should never let's will won't wouldn't couldn't don't doesn't must nobody nothing",
    ),
    (
        Class::OUTLET,
        "newspaper paper daily weekly magazine radio television tv channel station website gazette herald times tribune post chronicle journal news observer courier \
         telegraph echo mail press broadcaster broadcasting fm online review standard star sun mirror messenger examiner argus bulletin dispatch register advertiser",
    ),
    (
        Class::DOCUMENT,
        "statement report study document memo letter email note communique release filing survey paper briefing review transcript ruling audit bulletin notice papers figures dossier files testimony survey letter",
    ),
    (Class::SOCIAL, "post tweet thread facebook twitter instagram telegram x video"),
    (
        Class::HEARERS,
        "reporters journalists lawmakers parliament students mps councillors listeners viewers residents investors analysts police jurors supporters delegates \
         me us him her them you court jury crowd audience inquiry committee",
    ),
    (
        Class::SOMEBODY,
        "source sources official officials officer witness witnesses diplomat diplomats insider insiders employee aide aides neighbour neighbours neighbor neighbours neighbors residents people \
         resident parent man woman person spokesman spokeswoman",
    ),
    (
        Class::ARTICLE,
        "the a an his her their its this that these those our my one another some two three several both",
    ),
    (Class::RELATIVE, "who whose which whom where when wearing speaking standing aged"),
];

/// What the tables say of a word.
pub fn class(word: &str) -> Class {
    TABLE.get(word).copied().unwrap_or_default()
}

static TABLE: LazyLock<FxHashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut table: FxHashMap<&'static str, Class> = FxHashMap::default();
    for (class, words) in WORDS {
        for word in words.split_whitespace() {
            let known = table.entry(word).or_default();
            *known = known.and(*class);
        }
    }
    table
});
