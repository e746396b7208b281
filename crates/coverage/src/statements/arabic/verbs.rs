//! Words that announce speech in Arabic: verbs with what may follow them, and their participles.
//!
//! Written as a dictionary does; forms are made from them and compared folded, so «أكّدت», «اكدت» and «وأكدت» are one.

/// How a verb goes with speech. What «أعلن عن» or «دعا إلى» have behind them without a clause is a deed and no statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frame(u16);

impl Frame {
    /// Announces speech: a clause with «أن», a colon, a quotation.
    pub const SAYS: Frame = Frame(1);
    /// Inside a sentence it opens a new statement only after a comma: «زار المدينة وطالب بأن…» may still be what another said.
    pub const WEAK: Frame = Frame(1 << 1);
    /// Whoever does it comes forward and may speak on («مضيفا أن…»); the verb itself announces nothing.
    pub const ACTS: Frame = Frame(1 << 2);
    /// Written as other words are: only a clause right behind the speaker makes it speech.
    pub const DOUBTFUL: Frame = Frame(1 << 3);
    /// Passes on what another said: «نقلت الوكالة عن الوزير قوله».
    pub const RELAYS: Frame = Frame(1 << 4);
    /// Nobody is named: «قيل إن».
    pub const NOBODY: Frame = Frame(1 << 5);

    const fn and(self, other: Frame) -> Frame {
        Frame(self.0 | other.0)
    }

    /// Whether it has all of the other's marks.
    pub const fn has(self, other: Frame) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A verb: past and present without its persons, participle without its endings; other forms as they are.
pub struct Verb {
    pub past: &'static str,
    pub present: &'static str,
    pub participle: &'static str,
    pub also: &'static str,
    pub frame: Frame,
}

const fn verb(past: &'static str, present: &'static str, participle: &'static str, frame: Frame) -> Verb {
    Verb { past, present, participle, also: "", frame }
}

/// A verb whose last letter is weak: its past forms are given whole.
const fn weak(also: &'static str, present: &'static str, participle: &'static str, frame: Frame) -> Verb {
    Verb { past: "", present, participle, also, frame }
}

const SAYS: Frame = Frame::SAYS;
const WEAK: Frame = SAYS.and(Frame::WEAK);
const DOUBTFUL: Frame = SAYS.and(Frame::DOUBTFUL);
const ACTS: Frame = Frame::ACTS;

/// The table.
pub static VERBS: &[Verb] = &[
    verb("قال", "قول", "قائل", SAYS),
    verb("صرح", "صرح", "مصرح", SAYS),
    verb("أفاد", "فيد", "مفيد", SAYS),
    verb("أضاف", "ضيف", "مضيف", SAYS),
    verb("أوضح", "وضح", "موضح", SAYS),
    verb("تابع", "تابع", "متابع", SAYS),
    verb("واصل", "واصل", "مواصل", SAYS),
    verb("استطرد", "ستطرد", "مستطرد", SAYS),
    verb("أردف", "ردف", "مردف", SAYS),
    verb("استدرك", "ستدرك", "مستدرك", SAYS),
    verb("علق", "علق", "معلق", SAYS),
    verb("كتب", "كتب", "", SAYS),
    verb("غرد", "غرد", "مغرد", SAYS),
    verb("رد", "رد", "", SAYS),
    verb("أجاب", "جيب", "مجيب", SAYS),
    verb("تساءل", "تساءل", "متسائل", SAYS),
    verb("سأل", "سأل", "", SAYS),
    verb("هتف", "هتف", "", SAYS),
    verb("أبلغ", "", "", SAYS),
    verb("أخبر", "خبر", "", SAYS),
    verb("اختتم", "ختتم", "مختتم", SAYS),
    verb("ختم", "", "", SAYS),
    verb("فسر", "فسر", "مفسر", SAYS),
    verb("شرح", "شرح", "شارح", SAYS),
    verb("برر", "برر", "مبرر", SAYS),
    verb("اعتبر", "عتبر", "معتبر", SAYS),
    verb("زعم", "زعم", "زاعم", SAYS),
    verb("أبرز", "برز", "مبرز", SAYS),
    verb("اقترح", "قترح", "مقترح", WEAK),
    verb("توقع", "توقع", "متوقع", SAYS),
    verb("رجح", "رجح", "مرجح", SAYS),
    verb("استبعد", "ستبعد", "مستبعد", SAYS),
    verb("جزم", "جزم", "جازم", SAYS),
    weak("تمنى تمنت تمنوا", "تمنى", "متمني", SAYS),
    verb("أمل", "أمل", "", DOUBTFUL),
    weak("اشتكى اشتكت اشتكوا", "شتكي", "مشتكي", WEAK),
    verb("أقر", "قر", "", WEAK),
    verb("اعترف", "عترف", "معترف", WEAK),
    verb("تعهد", "تعهد", "متعهد", WEAK),
    verb("وعد", "", "واعد", WEAK),
    verb("هدد", "هدد", "مهدد", WEAK),
    verb("توعد", "توعد", "متوعد", WEAK),
    verb("طالب", "طالب", "مطالب", WEAK),
    weak("أوصى أوصت أوصوا", "وصي", "موصي", WEAK),
    verb("أشار", "شير", "مشير", SAYS),
    verb("لفت", "لفت", "لافت", SAYS),
    verb("نبه", "نبه", "منبه", SAYS),
    verb("ألمح", "لمح", "ملمح", SAYS),
    verb("نوه", "نوه", "منوه", SAYS),
    verb("خلص", "خلص", "", DOUBTFUL),
    verb("أكد", "ؤكد", "مؤكد", SAYS),
    verb("شدد", "شدد", "مشدد", SAYS),
    verb("أصر", "صر", "مصر", WEAK),
    verb("حث", "حث", "حاث", WEAK),
    verb("كشف", "كشف", "كاشف", SAYS),
    verb("أعلن", "علن", "معلن", SAYS),
    verb("أعرب", "عرب", "معرب", SAYS),
    verb("عبر", "عبر", "معبر", SAYS),
    verb("حذر", "حذر", "محذر", SAYS),
    verb("ناشد", "ناشد", "مناشد", WEAK),
    verb("أظهر", "", "مظهر", SAYS),
    verb("بين", "", "مبين", DOUBTFUL),
    verb("ذكر", "", "ذاكر", SAYS),
    verb("أورد", "ورد", "", SAYS),
    verb("نقل", "نقل", "ناقل", SAYS.and(Frame::RELAYS)),
    weak("نفى نفت نفوا نفيا نفتا", "نفي", "نافي", SAYS),
    weak("رأى رأت رأوا رأيا", "رى", "", DOUBTFUL),
    weak("دعا دعت دعوا دعيا", "دعو", "داعي", WEAK),
    weak("روى روت رووا", "روي", "راوي", SAYS),
    weak("حكى حكت حكوا", "حكي", "", SAYS),
    weak("ادعى ادعت ادعوا", "دعي", "مدعي", SAYS),
    verb("رفض", "رفض", "رافض", ACTS),
    verb("نصح", "نصح", "ناصح", SAYS),
    verb("ذكّر", "", "مذكر", SAYS),
    verb("علل", "علل", "معلل", SAYS),
    verb("تكهن", "تكهن", "متكهن", SAYS),
    verb("لاحظ", "لاحظ", "ملاحظ", SAYS),
    verb("اعتقد", "عتقد", "معتقد", DOUBTFUL),
    verb("لمّح", "", "", SAYS),
    verb("استنتج", "ستنتج", "مستنتج", SAYS),
    verb("افترض", "", "مفترض", WEAK),
    verb("أنذر", "نذر", "منذر", WEAK),
    verb("اشترط", "شترط", "مشترط", WEAK),
    verb("طمأن", "طمئن", "مطمئن", SAYS),
    verb("أقسم", "قسم", "مقسم", SAYS),
    verb("نصت", "", "", ACTS),
    weak("قيل", "", "", SAYS.and(Frame::NOBODY)),
    weak("اكتفى اكتفت اكتفوا", "كتفي", "مكتفي", ACTS),
    verb("أيد", "ؤيد", "مؤيد", ACTS),
    verb("طلب", "طلب", "", ACTS),
    verb("وافق", "", "", ACTS),
    verb("ندد", "ندد", "مندد", ACTS),
    verb("رحب", "رحب", "مرحب", ACTS),
    verb("أشاد", "شيد", "مشيد", ACTS),
    // «مدينة» is a city.
    verb("أدان", "دين", "", ACTS),
    verb("استنكر", "ستنكر", "مستنكر", ACTS),
    verb("انتقد", "نتقد", "منتقد", ACTS),
    verb("هاجم", "هاجم", "مهاجم", ACTS),
    verb("اتهم", "تهم", "متهم", WEAK),
    verb("وصف", "صف", "واصف", SAYS),
    verb("ثمن", "ثمن", "مثمن", ACTS),
    verb("شكر", "شكر", "", ACTS),
    verb("هنأ", "هنئ", "", ACTS),
    verb("عارض", "عارض", "", ACTS),
    verb("شكك", "شكك", "مشكك", ACTS),
    verb("أرجع", "", "", ACTS),
    weak("عزا عزت عزوا", "عزو", "", ACTS),
    weak("خشي خشيت", "خشى", "", DOUBTFUL),
    weak("", "ؤمن", "", DOUBTFUL),
    verb("استعرض", "ستعرض", "مستعرض", ACTS),
    verb("استقبل", "", "", ACTS),
    verb("افتتح", "", "", ACTS),
    verb("ترأس", "", "", ACTS),
    verb("تحدث", "تحدث", "متحدث", ACTS),
    verb("تطرق", "", "", ACTS),
    // «مجددا» is again.
    verb("جدد", "جدد", "", ACTS),
    verb("قرر", "", "", ACTS),
    verb("أصدر", "صدر", "", ACTS),
    verb("نشر", "", "", ACTS),
    verb("ناقش", "", "", ACTS),
    verb("بحث", "", "", ACTS),
    verb("زار", "", "", ACTS),
    verb("عقد", "", "", ACTS),
    weak("التقى التقت", "", "", ACTS),
    weak("أثنى أثنت", "ثني", "", ACTS),
    weak("أبدى أبدت", "بدي", "", ACTS),
];
