### עברית.

## The language

language-name = עברית
language-direction = rtl
language-digits = latn
language-months = hebrew
language-hijri = no
language-zone = Asia/Jerusalem
quote-open = ”
quote-close = ”
list-separator = {", "}

## Every page

skip-to-content = דילוג לתוכן
front-page = עמוד ראשי
site-front-page = { $site }, העמוד הראשי
sections = מדורים
all-sections = כל המדורים
editions = מהדורות
menu = תפריט
sample-ribbon = דוגמה
follow-us = איפה לעקוב אחרינו
feeds = הזנות
theme-heading = מראה
theme-auto = אוטומטי
theme-light = בהיר
theme-dark = כהה

## Lists of pieces

latest = החדשות האחרונות
latest-all = כל החדשות
more-from = עוד ממדור { $section }
see-also = כותרות נוספות
pages = עמודים
page-number = עמוד { $n }
newer = חדש יותר
older = ישן יותר
home-empty = עדיין לא פורסם דבר.
home-empty-hint = ידיעות יופיעו כאן ברגע פרסומן.
list-empty = אין כאן עדיין ידיעות.

## An article

source = מקור
sources = מקורות
source-line = מקור: { $sources }
published-at = פורסם
updated-at = עודכן
reading = זמן קריאה
beside-article = לצד הידיעה
beside-list = לצד הרשימה
related = ידיעות קשורות
topics = נושאים
topic = נושא
the-paper = האתר
corrections-intro = כל מה שתיקנו, הבהרנו או הסרנו, מהחדש לישן.
corrections-empty = אין עדיין תיקונים.
corrections-description = תיקונים והבהרות ב{ $site }, מהחדש לישן.
withdrawn-article = ידיעה שהוסרה
follow-intro = הזנות פתוחות של כל מה שאנו מפרסמים, לקורא שתבחרו, בלי חשבון ובלי דואר.
follow-all = כל החדשות
follow-description = איפה לעקוב אחרי { $site }.
author = מאת
corrections = תיקונים
share = שיתוף
short-link = קישור קצר
share-whatsapp = וואטסאפ
share-telegram = טלגרם
share-x = אקס
share-mail = דוא״ל
picture-caption = כיתוב התמונה
picture-credit = צילום
archive = ארכיון
archive-dated = ארכיון ({ $when })
read-also = קראו גם
statement-source = מקור

## Kinds, roles and corrections, as words

kind-news = חדשות
kind-analysis = ניתוח
kind-opinion = דעה
kind-explainer = הסבר
kind-report = כתבה
kind-interview = ריאיון
kind-video = וידאו
kind-gallery = תמונות
kind-live = שידור חי
role-agency = סוכנות ידיעות
role-outlet = כלי תקשורת
role-desk = מערכת
role-reporter = כתב
role-document = מסמך
role-social = רשת חברתית
correction-error = תיקון
correction-clarification = הבהרה
correction-update = עדכון
correction-withdrawal = הסרה

## Pages that are not there

error-404-title = העמוד לא נמצא
error-404-heading = אין עמוד בכתובת הזאת
error-404-text = ייתכן שהכתובת השתנתה או הוקלדה בטעות. התחילו מהעמוד הראשי או מאחת הידיעות האלה.
error-410-title = הידיעה הוסרה
error-410-heading = הידיעה הוסרה
error-410-text = כאן הייתה ידיעה שהמערכת הסירה, והיא אינה זמינה עוד.
error-410-reason = סיבת ההסרה
error-500-title = לא ניתן להציג את העמוד
error-500-heading = אירעה תקלה אצלנו
error-500-text = לא הצלחנו להכין את העמוד כעת. התקלה אצלנו ונרשמה. נסו שוב בעוד זמן קצר.
error-503-title = העמוד לא הוכן בזמן
error-503-heading = האתר עמוס כרגע
error-503-text = העמוד הזה לא הוכן בזמן. נסו שוב בעוד כמה שניות; עמודים מוכנים נשארים פתוחים.
try-again = ניסיון נוסף
error-back-home = לעמוד הראשי

## Counts

count-articles = { $n ->
    [0] אין ידיעות
    [one] ידיעה אחת
    [two] שתי ידיעות
   *[other] { $n } ידיעות
}
count-items = { $n ->
    [0] אין פריטים
    [one] פריט אחד
    [two] שני פריטים
   *[other] { $n } פריטים
}
count-comments = { $n ->
    [0] אין תגובות
    [one] תגובה אחת
    [two] שתי תגובות
   *[other] { $n } תגובות
}
count-photos = { $n ->
    [0] אין תמונות
    [one] תמונה אחת
    [two] שתי תמונות
   *[other] { $n } תמונות
}
count-results = { $n ->
    [0] אין תוצאות
    [one] תוצאה אחת
    [two] שתי תוצאות
   *[other] { $n } תוצאות
}
count-posts = { $n ->
    [0] אין פרסומים
    [one] פרסום אחד
    [two] שני פרסומים
   *[other] { $n } פרסומים
}
count-followers = { $n ->
    [0] אין עוקבים
    [one] עוקב אחד
    [two] שני עוקבים
   *[other] { $n } עוקבים
}
count-views = { $n ->
    [0] אין צפיות
    [one] צפייה אחת
    [two] שתי צפיות
   *[other] { $n } צפיות
}
count-words = { $n ->
    [0] אין מילים
    [one] מילה אחת
    [two] שתי מילים
   *[other] { $n } מילים
}
reading-time = { $n ->
    [0] פחות מדקה
    [one] דקה אחת
    [two] שתי דקות
   *[other] { $n } דקות
}

## How long ago

ago-minutes = { $n ->
    [0] עכשיו
    [one] לפני דקה
    [two] לפני שתי דקות
   *[other] לפני { $n } דקות
}
ago-hours = { $n ->
    [0] עכשיו
    [one] לפני שעה
    [two] לפני שעתיים
   *[other] לפני { $n } שעות
}
ago-days = { $n ->
    [0] היום
    [one] אתמול
    [two] שלשום
   *[other] לפני { $n } ימים
}
section-unfiled = חדשות
withdrawn-by-source = המקור הסיר את הידיעה.
embed-from = הצגת תוכן מ־
statement-to = אל
site-description = החדשות האחרונות מ{ $site }: { $sections }.
section-description = החדשות האחרונות במדור { $section } של { $site }.
topic-description = כל מה שפורסם על { $topic } ב{ $site }, מהחדש לישן.
author-description = כל מה שכתב { $author } ב{ $site }, מהחדש לישן.
speaker-label = התבטאויות
speaker-description = כל מה שאמר { $speaker } ב{ $site }, מהחדש לישן.
speaker-said-in = בידיעה:

# ---------- Translations ----------

read-in-ar = לקריאה בערבית
read-in-en = לקריאה באנגלית
read-in-fa = לקריאה בפרסית
read-in-ur = לקריאה באורדו
read-in-he = לקריאה בעברית
read-in-ckb = לקריאה בכורדית
read-in-fr = לקריאה בצרפתית
read-in-tr = לקריאה בטורקית
read-in-edition = לקריאה ב{ $edition }

# ---------- The reader's script ----------

save-piece = שמירה
piece-saved = נשמר בדפדפן שלכם.
piece-unsaved = הוסר מהשמורים.
saved-pieces = הידיעות ששמרתם
saved-none = עדיין לא נשמר דבר. מה ששומרים נשאר בדפדפן שלכם בלבד.
remove = הסרה
text-size = גודל הטקסט
text-smaller = טקסט קטן יותר
text-larger = טקסט גדול יותר
copy-link = העתקת קישור
link-copied = הקישור הועתק
did-not-work = הדפדפן לא אפשר זאת
fresh-mark = חדש
just-now = עכשיו

## Stories

story = סיפור
stories = סיפורים
stories-all = כל הסיפורים
stories-running = סיפורים שאנו עוקבים אחריהם
stories-paused = סיפורים בהפסקה
stories-ended = סיפורים שהסתיימו
stories-intro = מה שאנו עוקבים אחריו מראשיתו, כל סיפור בעמוד אחד: מה קרה לפי הסדר, ומה כדאי לדעת קודם כול.
stories-empty = אין עדיין סיפורים.
stories-description = הסיפורים ש{ $site } עוקב אחריהם: הפתוחים, אלה שבהפסקה ואלה שהסתיימו.
story-description = { $story }: כל מה שפורסם בסיפור הזה ב{ $site }, לפי סדר הזמנים.
story-state = מצב
story-running = פתוח
story-paused = בהפסקה
story-ended = הסתיים
story-holds = בסיפור
story-latest = עודכן
story-begun = הידיעה הראשונה
story-follow = מעקב אחרי הסיפור
story-feed = הזנת הסיפור
story-about = על הסיפור
story-points = עיקרי הדברים
story-timeline = ציר הזמן
story-from-oldest = מהישן לחדש
story-from-newest = מהחדש לישן
story-pinned = להתחיל מכאן
story-in-this = בסיפור הזה
story-here = הידיעה שלפניכם
story-also-in = הידיעה מופיעה גם כאן:
# A long time without a piece, between two days of a timeline.
quiet-days = { $n ->
    [0] אין יום בלי חדשות
    [one] יום אחד בלי חדשות
    [two] יומיים בלי חדשות
   *[other] { $n } ימים בלי חדשות
}
quiet-months = { $n ->
    [0] פחות מחודש בלי חדשות
    [one] חודש אחד בלי חדשות
    [two] חודשיים בלי חדשות
   *[other] { $n } חודשים בלי חדשות
}
quiet-years = { $n ->
    [0] פחות משנה בלי חדשות
    [one] שנה אחת בלי חדשות
    [two] שנתיים בלי חדשות
   *[other] { $n } שנים בלי חדשות
}

## The archive

archive-of = ארכיון
archive-intro = כל מה שפרסמנו, לפי חודש ולפי יום, בשעון של המהדורה הזאת.
archive-description = הארכיון של { $site }: כל מה שפורסם, לפי חודש ויום.
archive-part-description = מה שפורסם ב{ $site }: { $when }.
archive-around = הקרובים ביותר בזמן
archive-day = מה שפורסם ביום הזה

## Search

search = חיפוש
search-for = חיפוש ב{ $site }
search-go = חיפוש
search-hint = חפשו מילה אחת או יותר. צירוף בין "…" יימצא כלשונו; סימן מינוס לפני מילה משמיט אותה.
search-results-for = תוצאות החיפוש: { $words }
search-none = לא נמצא דבר בחיפוש: { $words }.
search-none-hint = בדקו את הכתיב, או נסו פחות מילים או מילים כלליות יותר.
search-relaxed = לא נמצאה ידיעה עם כל המילים יחד; אלה התוצאות הקרובות ביותר
search-too-long = { $n ->
    [one] החיפוש ארוך מדי. אפשר לחפש תו אחד.
    [two] החיפוש ארוך מדי. אפשר לחפש עד שני תווים.
   *[other] החיפוש ארוך מדי. אפשר לחפש עד { $n } תווים.
}
search-end = אלה התוצאות האחרונות שאנו מציגים. הוסיפו מילה כדי לדייק.
search-narrow = צמצום החיפוש
search-without = הסרה:
search-did-you-mean = האם התכוונת ל
search-by-section = מדור
search-by-story = תיק
search-by-author = כותב
search-by-kind = סוג
search-by-date = תאריך
search-by-relevance = הקרוב ביותר תחילה
search-by-newest = החדש ביותר תחילה
search-last-day = היום האחרון
search-last-week = השבוע האחרון
search-last-month = החודש האחרון

## Standing pages and the foot

about-the-paper = אודות
page-as-of = שינוי אחרון:

## Credits, the lite pages, no connection

credits = קרדיטים
credits-intro = יצירות של אחרים שהאתר הזה נשען עליהן, של מי הן, ובאילו תנאים אנו משתמשים בהן.
credits-description = הגופנים, התוכנות, הטקסטים והתמונות ש{ $site } נשען עליהם, יוצריהם ורישיונותיהם.
credits-own = מה שאנו משתמשים בו
credits-texts = הטקסטים של הדוגמה
credits-pictures = התמונות של הדוגמה
credits-fonts = גופנים
credits-software = תוכנה
credit-font-text = טקסט: Noto Naskh Arabic, מצומצם
credit-font-head = כותרות: IBM Plex Sans Arabic, מצומצם, ושמו הפנימי שונה כנדרש ברישיון
credit-khabar = התוכנה Khabar
credit-stop-words = רשימת המילים השכיחות שבחיפוש
credit-own-texts = חדשות המדינה הבדויה ועמודי האתר הזה
credit-wikinews = ידיעות מוויקיחדשות בערבית; סימני הניקוד הוסרו והטקסט חולק לפסקאות; מן התאריך ידועה רק השנה
credit-muqtabas = מאמרים מכתב העת אל־מוקתבס, 1906–1912; הטקסט בנחלת הכלל
credit-drawings = איורים
credit-photographs = תצלומים, מתוך ערכות העיצוב של WordPress
lite = גרסה קלה
lite-full = גרסה מלאה
lite-picture = תמונה
offline-heading = אין חיבור לרשת
offline-text = לא ניתן להביא את העמוד: המכשיר שלכם אינו מחובר כעת. ייתכן שמה שפתחתם לא מזמן עדיין שמור בדפדפן.

## Breaking
breaking = מבזק

# The sample's archive.
credit-picturingjordan = רשומות מהבלוג Picturing Jordan, בערבית ובאנגלית, 2016–2020

## Galleries, recordings, the passage of a correction

kind-audio = שמע
picture-of = { $n } מתוך { $count }
gallery-list = גלריות תמונות
gallery-description = גלריות התמונות של { $site }, מהחדשה לישנה.
video-description = הסרטונים של { $site }, מהחדש לישן.
audio-description = קטעי השמע של { $site }, מהחדש לישן.
reels = תמונות, וידאו ושמע
reel-empty = עדיין לא פורסם כאן דבר.
recording-length = אורך
recording-watch = לצפייה ב־{ $site }
recording-hear = להאזנה ב־{ $site }
recording-asks = שום דבר אינו מתבקש מ־{ $site } לפני שלוחצים.
transcript = תמליל
correction-stood = נכתב:
correction-stands = כעת כתוב:
correction-passage = אל המקום בטקסט
correction-was = נכתב: ”{ $words }”
correction-now = כעת כתוב: ”{ $words }”

## Statements of a story, the calendar of the archive, pages kept in the browser

story-said = נאמר בסיפור הזה
story-statements = התבטאויות בסיפור הזה
story-statements-title = התבטאויות: { $story }
story-statements-description = מה שנאמר בסיפור { $story } ב{ $site }, לפי דובר, מהחדש לישן.
story-people = מי בסיפור
story-picked = נקודות ציון
story-picked-how = נבחרו אוטומטית
story-new-more = הרבה חדש מאז ביקורכם האחרון
story-new = { $n ->
    [0] אין חדש מאז ביקורכם האחרון
    [one] ידיעה חדשה אחת מאז ביקורכם האחרון
    [two] שתי ידיעות חדשות מאז ביקורכם האחרון
   *[other] { $n } ידיעות חדשות מאז ביקורכם האחרון
}
story-day-more = { $n ->
    [0] אין ידיעות נוספות
    [one] ועוד ידיעה אחת
    [two] ועוד שתי ידיעות
   *[other] ועוד { $n } ידיעות
}
count-statements = { $n ->
    [0] אין התבטאויות
    [one] התבטאות אחת
    [two] שתי התבטאויות
   *[other] { $n } התבטאויות
}
offline-read = עמודים שקראתם לאחרונה

## Search, when many search at once

search-busy = חיפושים רבים מתבצעים כעת. נסו שוב בעוד כמה שניות.

# Terms of a text that is not ours
licence = רישיון

# The days of the week in a letter each, from Monday on.
weekday-letters = ב׳ ג׳ ד׳ ה׳ ו׳ ש׳ א׳

## Trees of sections, channels elsewhere

section-way = מיקום המדור
section-parts = תתי־המדורים של { $section }
section-closed = המדור סגור: מה שפורסם בו נשאר כאן, ולא נוסף בו דבר חדש.
channels = עקבו אחרינו
platform-x = X
platform-facebook = פייסבוק
platform-instagram = אינסטגרם
platform-youtube = יוטיוב
platform-telegram = טלגרם
platform-whatsapp = ערוץ וואטסאפ
platform-tiktok = טיקטוק
platform-threads = ת׳רדס
platform-bluesky = בלוסקיי
platform-mastodon = מסטודון
platform-linkedin = לינקדאין
platform-snapchat = סנאפצ׳ט
platform-newsletter = הניוזלטר
platform-podcast = הפודקאסט
platform-app = האפליקציה

## What a text leads to

audio-untitled = הקלטה
map-open = לפתיחת המפה ב־{ $site }
file-label = מסמך
