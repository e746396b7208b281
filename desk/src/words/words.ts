// The words of the editor in the language of its screen, and the counts and times it says.

import { ar, type Words } from "./ar";
import { en } from "./en";

export type { Words };

/** The words of a language; English when there are none. Both are needed by the insert menu's filter. */
export function wordsFor(lang: string): Words {
  return lang.startsWith("ar") ? ar : en;
}

export const all: Words[] = [ar, en];

const statementLanguages = ["ar", "en", "fr", "fa", "tr", "he", "ur", "ckb", "ru", "de", "es", "zh"];

const languages = new Map<Words, [string, string][]>();

/** Languages that words are often quoted from, by their names in the language of the screen; "" is the article's. */
export function languageChoices(words: Words): [string, string][] {
  let choices = languages.get(words);
  if (!choices) {
    const names = new Intl.DisplayNames([words === ar ? "ar" : "en"], { type: "language" });
    choices = [["", words.sameLanguage], ...statementLanguages.map((lang): [string, string] => [lang, names.of(lang) ?? lang])];
    languages.set(words, choices);
  }
  return choices;
}

/** The direction that a language is written in. */
export function directionOf(lang: string): "rtl" | "ltr" {
  return /^(ar|fa|he|ur|ckb|ps|sd|ug|yi|dv|syr)\b/i.test(lang) ? "rtl" : "ltr";
}

type Forms = { [category: string]: string };
const counted: { [lang: string]: { [noun: string]: Forms } } = {
  ar: {
    letters: { zero: "لا أحرف", one: "حرف واحد", two: "حرفان", few: "# أحرف", many: "# حرفًا", other: "# حرف" },
    words: { zero: "لا كلمات", one: "كلمة واحدة", two: "كلمتان", few: "# كلمات", many: "# كلمة", other: "# كلمة" },
    places: { zero: "لا مواضع", one: "موضع واحد", two: "موضعان", few: "# مواضع", many: "# موضعًا", other: "# موضع" },
    pictures: { zero: "لا صور", one: "صورة واحدة", two: "صورتان", few: "# صور", many: "# صورة", other: "# صورة" },
    dropped: { zero: "", one: "صورة واحدة لم تُلصق، فهي في مكان آخر: ارفعها من ملفها", two: "صورتان لم تُلصقا، فهما في مكان آخر: ارفعهما من ملفيهما", few: "# صور لم تُلصق، فهي في مكان آخر: ارفعها من ملفاتها", many: "# صورة لم تُلصق، فهي في مكان آخر: ارفعها من ملفاتها", other: "# صورة لم تُلصق، فهي في مكان آخر: ارفعها من ملفاتها" },
    reading: { zero: "أقل من دقيقة قراءة", one: "دقيقة قراءة واحدة", two: "دقيقتا قراءة", few: "# دقائق قراءة", many: "# دقيقة قراءة", other: "# دقيقة قراءة" },
    minutes: { zero: "حُفظ الآن", one: "حُفظ قبل دقيقة", two: "حُفظ قبل دقيقتين", few: "حُفظ قبل # دقائق", many: "حُفظ قبل # دقيقة", other: "حُفظ قبل # دقيقة" },
    hours: { zero: "حُفظ الآن", one: "حُفظ قبل ساعة", two: "حُفظ قبل ساعتين", few: "حُفظ قبل # ساعات", many: "حُفظ قبل # ساعة", other: "حُفظ قبل # ساعة" },
  },
  en: {
    letters: { one: "# letter", other: "# letters" },
    words: { one: "# word", other: "# words" },
    places: { one: "# place", other: "# places" },
    pictures: { one: "# picture", other: "# pictures" },
    dropped: { one: "# picture was not pasted, as it lies elsewhere: upload it from its file", other: "# pictures were not pasted, as they lie elsewhere: upload them from their files" },
    reading: { zero: "less than a minute to read", one: "# minute to read", other: "# minutes to read" },
    minutes: { one: "Saved # minute ago", other: "Saved # minutes ago" },
    hours: { one: "Saved # hour ago", other: "Saved # hours ago" },
  },
};

/** Says counts, times and numbers in one language with one set of digits. */
export class Voice {
  readonly words: Words;
  private readonly lang: "ar" | "en";
  private readonly plural: Intl.PluralRules;

  constructor(lang: string, private readonly digits: string) {
    this.words = wordsFor(lang);
    this.lang = lang.startsWith("ar") ? "ar" : "en";
    this.plural = new Intl.PluralRules(this.lang);
  }

  number(count: number): string {
    return digitsOf(String(count), this.digits);
  }

  count(noun: "letters" | "words" | "places" | "pictures" | "dropped" | "reading" | "minutes" | "hours", count: number): string {
    const forms = counted[this.lang]![noun]!;
    return (forms[this.plural.select(count)] ?? forms.other!).replace("#", this.number(count));
  }

  savedBefore(seconds: number): string {
    if (seconds < 5) return this.words.savedNow;
    if (seconds < 60) return this.words.savedSeconds;
    const minutes = Math.floor(seconds / 60);
    return minutes < 60 ? this.count("minutes", minutes) : this.count("hours", Math.floor(minutes / 60));
  }

  clock(at: number): string {
    const time = new Date(at);
    const two = (part: number) => String(part).padStart(2, "0");
    const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
    return digitsOf(`${day} ${two(time.getHours())}:${two(time.getMinutes())}`, this.digits);
  }
}

function digitsOf(text: string, digits: string): string {
  const zero = digits === "arab" ? 0x660 : digits === "arabext" ? 0x6f0 : null;
  return zero === null ? text : text.replace(/[0-9]/g, (d) => String.fromCharCode(zero + Number(d)));
}
