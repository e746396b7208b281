### اردو۔

## The language

language-name = اردو
language-direction = rtl
language-digits = latn
language-months = urdu
language-hijri = no
language-zone = Asia/Karachi
quote-open = “
quote-close = ”
list-separator = {"، "}

## Every page

skip-to-content = متن پر جائیں
front-page = صفحۂ اول
site-front-page = { $site }، صفحۂ اول
sections = شعبے
all-sections = تمام شعبے
editions = ایڈیشن
menu = مینو
sample-ribbon = نمونہ
follow-us = ہمیں کہاں فالو کریں
feeds = فیڈز
theme-heading = تھیم
theme-auto = خودکار
theme-light = روشن
theme-dark = تاریک

## Lists of pieces

latest = تازہ ترین
latest-all = تمام خبریں
more-from = { $section } سے مزید
see-also = مزید سرخیاں
pages = صفحات
page-number = صفحہ { $n }
newer = نئی
older = پرانی
home-empty = ابھی کچھ شائع نہیں ہوا۔
home-empty-hint = خبریں شائع ہوتے ہی یہاں نظر آئیں گی۔
list-empty = یہاں ابھی کچھ نہیں۔

## An article

source = ذریعہ
sources = ذرائع
source-line = ذریعہ: { $sources }
published-at = اشاعت
updated-at = تجدید
reading = مطالعے کا وقت
beside-article = خبر کے ساتھ
beside-list = فہرست کے ساتھ
related = متعلقہ
topics = موضوعات
topic = موضوع
the-paper = سائٹ
corrections-intro = جو کچھ ہم نے درست کیا، واضح کیا یا واپس لیا؛ تازہ ترین پہلے۔
corrections-empty = ابھی کوئی تصحیح نہیں۔
corrections-description = { $site } کی تصحیحات اور وضاحتیں؛ تازہ ترین پہلے۔
withdrawn-article = واپس لی گئی خبر
follow-intro = ہماری ہر اشاعت کی کھلی فیڈز، آپ کی پسند کے ریڈر کے لیے، بغیر اکاؤنٹ اور ای میل کے۔
follow-all = تمام خبریں
follow-description = { $site } کو کہاں فالو کریں۔
author = مصنف
corrections = تصحیحات
share = شیئر کریں
short-link = مختصر لنک
share-whatsapp = واٹس ایپ
share-telegram = ٹیلی گرام
share-x = ایکس
share-mail = ای میل
picture-caption = تصویر کا عنوان
picture-credit = تصویر
archive = آرکائیو
archive-dated = آرکائیو ({ $when })
read-also = یہ بھی پڑھیں
statement-source = ذریعہ

## Kinds, roles and corrections, as words

kind-news = خبر
kind-analysis = تجزیہ
kind-opinion = رائے
kind-explainer = وضاحت
kind-report = رپورٹ
kind-interview = انٹرویو
kind-video = ویڈیو
kind-gallery = تصاویر
kind-live = لائیو
role-agency = خبر رساں ادارہ
role-outlet = ذرائع ابلاغ
role-desk = ادارتی عملہ
role-reporter = نامہ نگار
role-document = دستاویز
role-social = سوشل میڈیا
correction-error = تصحیح
correction-clarification = وضاحت
correction-update = تجدید
correction-withdrawal = واپسی

## Pages that are not there

error-404-title = صفحہ نہیں ملا
error-404-heading = اس پتے پر کوئی صفحہ نہیں
error-404-text = شاید پتا بدل گیا ہے یا غلط لکھا گیا ہے۔ صفحۂ اول سے یا ان میں سے کسی خبر سے شروع کریں۔
error-410-title = یہ خبر واپس لے لی گئی
error-410-heading = یہ خبر واپس لے لی گئی
error-410-text = یہاں ایک خبر تھی جسے ادارے نے واپس لے لیا ہے اور اب دستیاب نہیں۔
error-410-reason = واپسی کی وجہ
error-500-title = صفحہ نہیں دکھایا جا سکا
error-500-heading = ہماری طرف سے خرابی ہوئی
error-500-text = یہ صفحہ اس وقت تیار نہ ہو سکا۔ خرابی ہماری ہے اور درج کر لی گئی ہے۔ تھوڑی دیر بعد دوبارہ کوشش کریں۔
error-503-title = صفحہ بروقت تیار نہ ہو سکا
error-503-heading = سائٹ اس وقت مصروف ہے
error-503-text = یہ صفحہ بروقت تیار نہ ہو سکا۔ چند سیکنڈ بعد دوبارہ کوشش کریں؛ جو صفحات تیار ہیں وہ کھلے رہتے ہیں۔
try-again = دوبارہ کوشش کریں
error-back-home = صفحۂ اول پر

## Counts

count-articles = { $n ->
    [0] کوئی خبر نہیں
    [one] { $n } خبر
   *[other] { $n } خبریں
}
count-items = { $n ->
    [0] کوئی مواد نہیں
    [one] { $n } تحریر
   *[other] { $n } تحریریں
}
count-comments = { $n ->
    [0] کوئی تبصرہ نہیں
    [one] { $n } تبصرہ
   *[other] { $n } تبصرے
}
count-photos = { $n ->
    [0] کوئی تصویر نہیں
    [one] { $n } تصویر
   *[other] { $n } تصاویر
}
count-results = { $n ->
    [0] کوئی نتیجہ نہیں
    [one] { $n } نتیجہ
   *[other] { $n } نتائج
}
count-posts = { $n ->
    [0] کوئی پوسٹ نہیں
    [one] { $n } پوسٹ
   *[other] { $n } پوسٹس
}
count-followers = { $n ->
    [0] کوئی فالوور نہیں
    [one] { $n } فالوور
   *[other] { $n } فالوورز
}
count-views = { $n ->
    [0] کسی نے نہیں دیکھا
    [one] { $n } بار دیکھا گیا
   *[other] { $n } بار دیکھا گیا
}
count-words = { $n ->
    [0] کوئی لفظ نہیں
    [one] { $n } لفظ
   *[other] { $n } الفاظ
}
reading-time = { $n ->
    [0] ایک منٹ سے کم
    [one] { $n } منٹ
   *[other] { $n } منٹ
}

## How long ago

ago-minutes = { $n ->
    [0] ابھی
    [one] { $n } منٹ پہلے
   *[other] { $n } منٹ پہلے
}
ago-hours = { $n ->
    [0] ابھی
    [one] { $n } گھنٹہ پہلے
   *[other] { $n } گھنٹے پہلے
}
ago-days = { $n ->
    [0] آج
    [one] گزشتہ روز
   *[other] { $n } دن پہلے
}
section-unfiled = خبریں
withdrawn-by-source = ذریعے نے یہ خبر واپس لے لی ہے۔
embed-from = مواد دکھائیں، از
statement-to = بنام
site-description = { $site } کی تازہ ترین خبریں: { $sections }۔
section-description = { $site } سے { $section } کی تازہ ترین خبریں۔
topic-description = { $topic } کے بارے میں { $site } پر سب کچھ؛ تازہ ترین پہلے۔
author-description = { $site } پر { $author } کی تمام تحریریں؛ تازہ ترین پہلے۔
speaker-label = بیانات
speaker-description = { $site } پر { $speaker } کے تمام بیانات؛ تازہ ترین پہلے۔
speaker-said-in = خبر میں:

# ---------- Translations ----------

read-in-ar = عربی میں پڑھیں
read-in-en = انگریزی میں پڑھیں
read-in-fa = فارسی میں پڑھیں
read-in-ur = اردو میں پڑھیں
read-in-he = عبرانی میں پڑھیں
read-in-ckb = کردی میں پڑھیں
read-in-fr = فرانسیسی میں پڑھیں
read-in-tr = ترکی میں پڑھیں
read-in-edition = { $edition } میں پڑھیں

# ---------- The reader's script ----------

save-piece = محفوظ کریں
piece-saved = آپ کے براؤزر میں محفوظ ہو گئی۔
piece-unsaved = محفوظ خبروں سے ہٹا دی گئی۔
saved-pieces = آپ کی محفوظ خبریں
saved-none = ابھی کچھ محفوظ نہیں۔ جو آپ محفوظ کریں وہ صرف آپ کے براؤزر میں رہتا ہے۔
remove = ہٹائیں
text-size = متن کا سائز
text-smaller = چھوٹا متن
text-larger = بڑا متن
copy-link = لنک کاپی کریں
link-copied = لنک کاپی ہو گیا
did-not-work = آپ کے براؤزر نے اجازت نہیں دی
fresh-mark = نئی
just-now = ابھی

## Stories

story = سلسلہ
stories = سلسلے
stories-all = تمام سلسلے
stories-running = سلسلے جن پر ہماری نظر ہے
stories-paused = سلسلے جو فی الحال رکے ہیں
stories-ended = سلسلے جو ختم ہو چکے
stories-intro = وہ معاملات جن پر ہم شروع سے نظر رکھے ہوئے ہیں، ہر ایک ایک ہی صفحے پر: کیا ہوا، ترتیب سے، اور پہلے کیا جاننا ضروری ہے۔
stories-empty = ابھی کوئی سلسلہ نہیں۔
stories-description = وہ سلسلے جن پر { $site } کی نظر ہے: جاری، رکے ہوئے اور ختم شدہ۔
story-description = { $story }: اس سلسلے میں { $site } پر شائع ہونے والا سب کچھ، ترتیب سے۔
story-state = صورتحال
story-running = جاری
story-paused = رکا ہوا
story-ended = ختم شدہ
story-holds = سلسلے میں
story-latest = تجدید
story-begun = پہلی خبر
story-follow = سلسلہ فالو کریں
story-feed = سلسلے کی فیڈ
story-about = سلسلے کے بارے میں
story-points = اہم نکات
story-timeline = واقعات کی ترتیب
story-from-oldest = پرانی پہلے
story-from-newest = نئی پہلے
story-pinned = یہاں سے شروع کریں
story-in-this = اس سلسلے میں
story-here = آپ یہی پڑھ رہے ہیں
story-also-in = یہ ان میں بھی ہے:
# A long time without a piece, between two days of a timeline.
quiet-days = { $n ->
    [0] بلا وقفہ
    [one] { $n } دن کوئی خبر نہیں
   *[other] { $n } دن کوئی خبر نہیں
}
quiet-months = { $n ->
    [0] ایک مہینے سے کم عرصہ کوئی خبر نہیں
    [one] { $n } مہینہ کوئی خبر نہیں
   *[other] { $n } مہینے کوئی خبر نہیں
}
quiet-years = { $n ->
    [0] ایک سال سے کم عرصہ کوئی خبر نہیں
    [one] { $n } سال کوئی خبر نہیں
   *[other] { $n } سال کوئی خبر نہیں
}

## The archive

archive-of = آرکائیو
archive-intro = ہماری تمام اشاعتیں، ماہ بہ ماہ اور روز بہ روز، اس ایڈیشن کے وقت کے مطابق۔
archive-description = { $site } کا آرکائیو: تمام اشاعتیں، ماہ اور دن کے لحاظ سے۔
archive-part-description = { $site } کی اشاعتیں: { $when }۔
archive-around = وقت کے لحاظ سے قریب ترین
archive-day = اس دن کی خبریں

## Search

search = تلاش
search-for = { $site } پر تلاش کریں
search-go = تلاش کریں
search-hint = ایک یا زیادہ الفاظ تلاش کریں۔ کسی فقرے کو ہو بہو ڈھونڈنے کے لیے اسے “…” میں لکھیں؛ کسی لفظ کو خارج کرنے کے لیے اس سے پہلے منفی کا نشان لگائیں۔
search-results-for = { $words } کے لیے تلاش کے نتائج
search-none = { $words } کے لیے کچھ نہیں ملا۔
search-none-hint = املا دیکھ لیں، یا کم یا زیادہ عام الفاظ آزمائیں۔
search-relaxed = آپ کے تمام الفاظ کہیں ایک ساتھ نہیں ملے؛ یہ قریب ترین نتائج ہیں
search-too-long = { $n ->
    [one] یہ عبارت بہت لمبی ہے۔ زیادہ سے زیادہ { $n } حرف تلاش کریں۔
   *[other] یہ عبارت بہت لمبی ہے۔ زیادہ سے زیادہ { $n } حروف تلاش کریں۔
}
search-end = یہ آخری نتائج ہیں جو ہم دکھاتے ہیں۔ بہتر نتیجے کے لیے ایک لفظ بڑھائیں۔
search-narrow = تلاش محدود کریں
search-without = ہٹائیں:
search-did-you-mean = کیا آپ کا مطلب یہ تھا
search-by-section = شعبہ
search-by-story = سلسلہ
search-by-author = مصنف
search-by-kind = قسم
search-by-date = تاریخ
search-by-relevance = قریب ترین پہلے
search-by-newest = تازہ ترین پہلے
search-last-day = گزشتہ دن
search-last-week = گزشتہ ہفتہ
search-last-month = گزشتہ مہینہ

## Standing pages and the foot

about-the-paper = ہمارے بارے میں
page-as-of = آخری تبدیلی

## Credits, the lite pages, no connection

credits = اعترافات
credits-intro = دوسروں کا وہ کام جس پر یہ سائٹ قائم ہے، وہ کس کا ہے، اور ہم اسے کن شرائط پر استعمال کرتے ہیں۔
credits-description = وہ فونٹس، سافٹ ویئر، متن اور تصاویر جن پر { $site } قائم ہے، ان کے بنانے والے اور لائسنس۔
credits-own = جو ہم استعمال کرتے ہیں
credits-texts = نمونے کے متن
credits-pictures = نمونے کی تصاویر
credits-fonts = فونٹس
credits-software = سافٹ ویئر
credit-font-text = متن کا فونٹ: “نوٹو نسخ عربی”، مختصر کیا ہوا
credit-font-head = سرخیوں کا فونٹ: “آئی بی ایم پلیکس سینز عربی”، مختصر کیا ہوا، اور لائسنس کی شرط کے مطابق اس کا اندرونی نام بدلا ہوا
credit-khabar = پروگرام “خبر”
credit-stop-words = تلاش کے لیے عام الفاظ کی فہرست
credit-own-texts = فرضی ملک کی خبریں، اور اس سائٹ کے صفحات
credit-wikinews = عربی ویکی نیوز کی خبریں؛ اعراب ہٹا دیے گئے اور پیراگراف الگ کیے گئے؛ تاریخ میں صرف سال معلوم ہے
credit-muqtabas = رسالہ “المقتبس” کے مضامین، 1906–1912؛ متن دائرۂ عام میں ہے
credit-drawings = خاکے
credit-photographs = تصاویر، ورڈپریس کے تھیمز سے
lite = ہلکا ورژن
lite-full = مکمل ورژن
lite-picture = تصویر
offline-heading = انٹرنیٹ سے رابطہ نہیں
offline-text = صفحہ حاصل نہ ہو سکا: آپ کا آلہ اس وقت انٹرنیٹ سے منسلک نہیں۔ جو کچھ آپ نے تھوڑی دیر پہلے کھولا تھا، شاید اب بھی آپ کے براؤزر میں ہو۔

## Breaking
breaking = بریکنگ نیوز

# The sample's archive.
credit-picturingjordan = بلاگ “Picturing Jordan” کی تحریریں، عربی اور انگریزی میں، 2016–2020

## Galleries, recordings, the passage of a correction

kind-audio = آڈیو
picture-of = { $count } میں سے { $n }
gallery-list = تصویری گیلریاں
gallery-description = { $site } کی تصویری گیلریاں، تازہ ترین پہلے۔
video-description = { $site } کی ویڈیوز، تازہ ترین پہلے۔
audio-description = { $site } کی آڈیو، تازہ ترین پہلے۔
reels = تصاویر، ویڈیو اور آڈیو
reel-empty = یہاں ابھی کچھ شائع نہیں ہوا۔
recording-length = دورانیہ
recording-watch = { $site } پر دیکھیے
recording-hear = { $site } پر سنیے
recording-asks = جب تک آپ بٹن نہ دبائیں، { $site } سے کچھ طلب نہیں کیا جاتا۔
transcript = گفتگو کا متن
correction-stood = پہلے لکھا تھا:
correction-stands = اب لکھا ہے:
correction-passage = متن میں اس مقام پر جائیے
correction-was = پہلے لکھا تھا: ”{ $words }“
correction-now = اب لکھا ہے: ”{ $words }“

## Statements of a story, the calendar of the archive, pages kept in the browser

story-said = اس سلسلے میں کس نے کیا کہا
story-statements = اس سلسلے کے بیانات
story-statements-title = بیانات: { $story }
story-statements-description = { $site } پر سلسلے { $story } میں کہی گئی باتیں، بولنے والے کے حساب سے؛ تازہ ترین پہلے۔
story-people = اس سلسلے میں کون ہے
story-picked = اہم موڑ
story-picked-how = خودکار انتخاب
story-new-more = آپ کی پچھلی آمد کے بعد بہت کچھ نیا ہے
story-new = { $n ->
    [0] آپ کی پچھلی آمد کے بعد کچھ نیا نہیں
    [one] آپ کی پچھلی آمد کے بعد { $n } نئی خبر
   *[other] آپ کی پچھلی آمد کے بعد { $n } نئی خبریں
}
story-day-more = { $n ->
    [0] مزید کوئی خبر نہیں
    [one] اور { $n } خبر
   *[other] اور { $n } خبریں
}
count-statements = { $n ->
    [0] کوئی بیان نہیں
    [one] { $n } بیان
   *[other] { $n } بیانات
}
offline-read = حال ہی میں پڑھے گئے صفحات

## Search, when many search at once

search-busy = اس وقت بہت سے لوگ تلاش کر رہے ہیں۔ چند سیکنڈ بعد دوبارہ کوشش کریں۔

# Terms of a text that is not ours
licence = لائسنس

# The days of the week in a letter each, from Monday on.
weekday-letters = پ م ب ج ج ہ ا

## Trees of sections, channels elsewhere

section-way = اس شعبے کا مقام
section-parts = { $section } کے ذیلی شعبے
section-closed = یہ شعبہ بند ہے: جو کچھ شائع ہوا یہیں رہے گا، اور اس میں کچھ نیا شامل نہیں ہوگا۔
channels = ہمیں فالو کریں
platform-x = ایکس
platform-facebook = فیس بک
platform-instagram = انسٹاگرام
platform-youtube = یوٹیوب
platform-telegram = ٹیلیگرام
platform-whatsapp = واٹس ایپ چینل
platform-tiktok = ٹک ٹاک
platform-threads = تھریڈز
platform-bluesky = بلو اسکائی
platform-mastodon = میسٹوڈون
platform-linkedin = لنکڈ اِن
platform-snapchat = اسنیپ چیٹ
platform-newsletter = نیوز لیٹر
platform-podcast = پوڈکاسٹ
platform-app = ایپ

## What a text leads to

audio-untitled = صوتی ریکارڈنگ
map-open = { $site } پر نقشہ کھولیے
file-label = دستاویز
