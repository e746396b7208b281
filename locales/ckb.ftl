### کوردیی ناوەندی.

## The language

language-name = کوردیی ناوەندی
language-direction = rtl
language-digits = arab
language-months = kurdish
language-hijri = no
language-zone = Asia/Baghdad
quote-open = «
quote-close = »
list-separator = {"، "}

## Every page

skip-to-content = بڕۆ بۆ ناوەڕۆک
front-page = پەڕەی سەرەکی
site-front-page = { $site }، پەڕەی سەرەکی
sections = بەشەکان
all-sections = هەموو بەشەکان
editions = چاپەکان
menu = پێڕست
sample-ribbon = نموونە
follow-us = لە کوێ شوێنمان بکەویت
feeds = فیدەکان
theme-heading = ڕووکار
theme-auto = خۆکار
theme-light = ڕوون
theme-dark = تاریک

## Lists of pieces

latest = دوایین هەواڵەکان
latest-all = هەموو هەواڵەکان
more-from = زیاتر لە { $section }
see-also = سەردێڕی تر
pages = پەڕەکان
page-number = پەڕەی { $n }
newer = نوێتر
older = کۆنتر
home-empty = هێشتا هیچ بڵاو نەکراوەتەوە.
home-empty-hint = هەواڵەکان هەر کە بڵاو بوونەوە لێرە دەردەکەون.
list-empty = هێشتا هیچ هەواڵێک لێرە نییە.

## An article

source = سەرچاوە
sources = سەرچاوەکان
source-line = سەرچاوە: { $sources }
published-at = بڵاوکرایەوە
updated-at = نوێکرایەوە
reading = کاتی خوێندنەوە
beside-article = لە تەنیشت هەواڵەکە
beside-list = لە تەنیشت لیستەکە
related = پەیوەندیدار
topics = بابەتەکان
topic = بابەت
the-paper = ماڵپەڕ
corrections-intro = هەموو ئەوەی ڕاستمان کردووەتەوە، ڕوونمان کردووەتەوە یان کشاندوومانەتەوە؛ نوێترین لە پێشەوە.
corrections-empty = هێشتا هیچ ڕاستکردنەوەیەک نییە.
corrections-description = ڕاستکردنەوە و ڕوونکردنەوەکانی { $site }؛ نوێترین لە پێشەوە.
withdrawn-article = هەواڵێکی کشێنراوە
follow-intro = فیدی کراوەی هەموو بڵاوکراوەکانمان، بۆ خوێنەری دڵخوازت، بێ هەژمار و ئیمەیڵ.
follow-all = هەموو هەواڵەکان
follow-description = لە کوێ شوێن { $site } بکەویت.
author = نووسەر
corrections = ڕاستکردنەوەکان
share = هاوبەشی بکە
short-link = بەستەری کورت
share-whatsapp = واتساپ
share-telegram = تێلێگرام
share-x = ئێکس
share-mail = ئیمەیڵ
picture-caption = ژێرنووسی وێنە
picture-credit = وێنە
archive = ئەرشیف
archive-dated = ئەرشیف ({ $when })
read-also = ئەمەش بخوێنەوە
statement-source = سەرچاوە

## Kinds, roles and corrections, as words

kind-news = هەواڵ
kind-analysis = شیکاری
kind-opinion = بیروڕا
kind-explainer = ڕوونکردنەوە
kind-report = ڕاپۆرت
kind-interview = چاوپێکەوتن
kind-video = ڤیدیۆ
kind-gallery = وێنە
kind-live = ڕاستەوخۆ
role-agency = ئاژانس
role-outlet = دەزگای میدیایی
role-desk = دەستەی نووسین
role-reporter = پەیامنێر
role-document = بەڵگەنامە
role-social = تۆڕی کۆمەڵایەتی
correction-error = ڕاستکردنەوە
correction-clarification = ڕوونکردنەوە
correction-update = نوێکردنەوە
correction-withdrawal = کشاندنەوە

## Pages that are not there

error-404-title = پەڕەکە نەدۆزرایەوە
error-404-heading = هیچ پەڕەیەک لەم ناونیشانەدا نییە
error-404-text = لەوانەیە ناونیشانەکە گۆڕابێت یان بە هەڵە نووسرابێت. لە پەڕەی سەرەکی یان لەم هەواڵانەوە دەست پێ بکە.
error-410-title = ئەم هەواڵە کشێنرایەوە
error-410-heading = ئەم هەواڵە کشێنرایەوە
error-410-text = لێرە هەواڵێک هەبوو، دەستەی نووسین کشاندییەوە و چیتر بەردەست نییە.
error-410-reason = هۆکاری کشاندنەوە
error-500-title = پەڕەکە پیشان نادرێت
error-500-heading = هەڵەیەک لای ئێمە ڕوویدا
error-500-text = ئێستا ئەم پەڕەیە ئامادە نەکرا. هەڵەکە لە ئێمەوەیە و تۆمار کرا. کەمێکی تر هەوڵ بدەرەوە.
error-503-title = پەڕەکە لە کاتی خۆیدا ئامادە نەکرا
error-503-heading = ئێستا ماڵپەڕەکە قەرەباڵغە
error-503-text = ئەم پەڕەیە لە کاتی خۆیدا ئامادە نەکرا. دوای چەند چرکەیەک هەوڵ بدەرەوە؛ پەڕە ئامادەکراوەکان بە کراوەیی دەمێننەوە.
try-again = دووبارە هەوڵ بدەرەوە
error-back-home = بۆ پەڕەی سەرەکی

## Counts

count-articles = { $n ->
    [0] هیچ هەواڵێک
    [one] { $n } هەواڵ
   *[other] { $n } هەواڵ
}
count-items = { $n ->
    [0] هیچ بابەتێک
    [one] { $n } بابەت
   *[other] { $n } بابەت
}
count-comments = { $n ->
    [0] هیچ لێدوانێک
    [one] { $n } لێدوان
   *[other] { $n } لێدوان
}
count-photos = { $n ->
    [0] هیچ وێنەیەک
    [one] { $n } وێنە
   *[other] { $n } وێنە
}
count-results = { $n ->
    [0] هیچ ئەنجامێک
    [one] { $n } ئەنجام
   *[other] { $n } ئەنجام
}
count-posts = { $n ->
    [0] هیچ نووسراوێک
    [one] { $n } نووسراو
   *[other] { $n } نووسراو
}
count-followers = { $n ->
    [0] هیچ شوێنکەوتوویەک
    [one] { $n } شوێنکەوتوو
   *[other] { $n } شوێنکەوتوو
}
count-views = { $n ->
    [0] نەبینراوە
    [one] { $n } جار بینراوە
   *[other] { $n } جار بینراوە
}
count-words = { $n ->
    [0] هیچ وشەیەک
    [one] { $n } وشە
   *[other] { $n } وشە
}
reading-time = { $n ->
    [0] کەمتر لە خولەکێک
    [one] { $n } خولەک
   *[other] { $n } خولەک
}

## How long ago

ago-minutes = { $n ->
    [0] ئێستا
    [one] { $n } خولەک لەمەوبەر
   *[other] { $n } خولەک لەمەوبەر
}
ago-hours = { $n ->
    [0] ئێستا
    [one] { $n } کاتژمێر لەمەوبەر
   *[other] { $n } کاتژمێر لەمەوبەر
}
ago-days = { $n ->
    [0] ئەمڕۆ
    [one] دوێنێ
   *[other] { $n } ڕۆژ لەمەوبەر
}
section-unfiled = هەواڵەکان
withdrawn-by-source = سەرچاوەکە ئەم هەواڵەی کشاندەوە.
embed-from = پیشاندانی ناوەڕۆک لە
statement-to = بۆ
site-description = دوایین هەواڵەکانی { $site }: { $sections }.
section-description = دوایین هەواڵەکانی { $section } لە { $site }.
topic-description = هەموو ئەوەی لە { $site } لەبارەی { $topic } بڵاو کراوەتەوە؛ نوێترین لە پێشەوە.
author-description = هەموو ئەوەی { $author } لە { $site } نووسیویەتی؛ نوێترین لە پێشەوە.
speaker-label = لێدوانەکان
speaker-description = هەموو ئەوەی { $speaker } لە { $site } گوتوویەتی؛ نوێترین لە پێشەوە.
speaker-said-in = لە هەواڵی:

# ---------- Translations ----------

read-in-ar = بە عەرەبی بیخوێنەوە
read-in-en = بە ئینگلیزی بیخوێنەوە
read-in-fa = بە فارسی بیخوێنەوە
read-in-ur = بە ئوردوو بیخوێنەوە
read-in-he = بە عیبری بیخوێنەوە
read-in-ckb = بە کوردی بیخوێنەوە
read-in-fr = بە فەرەنسی بیخوێنەوە
read-in-tr = بە تورکی بیخوێنەوە
read-in-edition = لە { $edition } بیخوێنەوە

# ---------- The reader's script ----------

save-piece = پاشەکەوتی بکە
piece-saved = لە وێبگەڕەکەت پاشەکەوت کرا.
piece-unsaved = لە پاشەکەوتکراوەکان لابرا.
saved-pieces = پاشەکەوتکراوەکانت
saved-none = هێشتا هیچ پاشەکەوت نەکراوە. ئەوەی پاشەکەوتی دەکەیت تەنها لە وێبگەڕەکەت دەمێنێتەوە.
remove = لابردن
text-size = قەبارەی دەق
text-smaller = دەقی بچووکتر
text-larger = دەقی گەورەتر
copy-link = بەستەرەکە کۆپی بکە
link-copied = بەستەرەکە کۆپی کرا
did-not-work = وێبگەڕەکەت ڕێگەی نەدا
fresh-mark = نوێ
just-now = ئێستا

## Stories

story = دۆسیە
stories = دۆسیەکان
stories-all = هەموو دۆسیەکان
stories-running = ئەو دۆسیانەی بەدواداچوونیان بۆ دەکەین
stories-paused = دۆسیە ڕاگیراوەکان
stories-ended = دۆسیە داخراوەکان
stories-intro = ئەوەی لە سەرەتاوە بەدواداچوونی بۆ دەکەین، هەر یەکەیان لە یەک پەڕەدا: چی ڕوویدا بە ڕیز، و پێش هەموو شتێک دەبێت چی بزانیت.
stories-empty = هێشتا هیچ دۆسیەیەک نییە.
stories-description = ئەو دۆسیانەی { $site } بەدواداچوونیان بۆ دەکات: کراوە، ڕاگیراو و داخراو.
story-description = { $story }: هەموو ئەوەی { $site } لەم دۆسیەیەدا بڵاوی کردووەتەوە، بە ڕیزی کات.
story-state = دۆخ
story-running = کراوە
story-paused = ڕاگیراو
story-ended = داخراو
story-holds = لە دۆسیەکەدا
story-latest = نوێکرایەوە
story-begun = یەکەم هەواڵ
story-follow = شوێن دۆسیەکە بکەوە
story-feed = فیدی دۆسیەکە
story-about = لەبارەی دۆسیەکە
story-points = خاڵە سەرەکییەکان
story-timeline = ڕیزی ڕووداوەکان
story-from-oldest = کۆنترین لە پێشەوە
story-from-newest = نوێترین لە پێشەوە
story-pinned = لێرەوە دەست پێ بکە
story-in-this = لەم دۆسیەیەدا
story-here = ئێستا ئەمە دەخوێنیتەوە
story-also-in = هەروەها لە:
# A long time without a piece, between two days of a timeline.
quiet-days = { $n ->
    [0] بێ پچڕان
    [one] { $n } ڕۆژ بێ هەواڵ
   *[other] { $n } ڕۆژ بێ هەواڵ
}
quiet-months = { $n ->
    [0] کەمتر لە مانگێک بێ هەواڵ
    [one] { $n } مانگ بێ هەواڵ
   *[other] { $n } مانگ بێ هەواڵ
}
quiet-years = { $n ->
    [0] کەمتر لە ساڵێک بێ هەواڵ
    [one] { $n } ساڵ بێ هەواڵ
   *[other] { $n } ساڵ بێ هەواڵ
}

## The archive

archive-of = ئەرشیف
archive-intro = هەموو ئەوەی بڵاومان کردووەتەوە، مانگ بە مانگ و ڕۆژ بە ڕۆژ، بە کاتی ئەم چاپە.
archive-description = ئەرشیفی { $site }: هەموو ئەوەی بڵاو کراوەتەوە، بەپێی مانگ و ڕۆژ.
archive-part-description = ئەوەی { $site } بڵاوی کردووەتەوە: { $when }.
archive-around = نزیکترین لە ڕووی کاتەوە
archive-day = هەواڵەکانی ئەم ڕۆژە

## Search

search = گەڕان
search-for = گەڕان لە { $site }
search-go = بگەڕێ
search-hint = بە وشەیەک یان زیاتر بگەڕێ. دەستەواژە بخە نێوان «…» بۆ ئەوەی وەک خۆی بدۆزرێتەوە؛ نیشانەی کەمکردن لەپێش وشەیەک ئەو وشەیە لادەبات.
search-results-for = ئەنجامەکانی گەڕان بۆ { $words }
search-none = هیچ بۆ { $words } نەدۆزرایەوە.
search-none-hint = ڕێنووسەکەت بپشکنە، یان وشەی کەمتر یان گشتیتر تاقی بکەرەوە.
search-relaxed = هەموو وشەکانت لە هیچ شوێنێک پێکەوە نەهاتوون؛ ئەمانە نزیکترین ئەنجامن
search-too-long = { $n ->
    [one] ئەم دەستەواژەیە درێژە. بە زۆرترین { $n } پیت بگەڕێ.
   *[other] ئەم دەستەواژەیە درێژە. بە زۆرترین { $n } پیت بگەڕێ.
}
search-end = ئەمانە دوایین ئەنجامن کە پیشانیان دەدەین. وشەیەک زیاد بکە بۆ ئەنجامی وردتر.
search-narrow = گەڕانەکە تەسک بکەرەوە
search-without = لایبە:
search-did-you-mean = مەبەستت ئەمە بوو
search-by-section = بەش
search-by-story = دۆسیە
search-by-author = نووسەر
search-by-kind = جۆر
search-by-date = بەروار
search-by-relevance = نزیکترین لە پێشەوە
search-by-newest = نوێترین لە پێشەوە
search-last-day = دوایین ڕۆژ
search-last-week = دوایین هەفتە
search-last-month = دوایین مانگ

## Standing pages and the foot

about-the-paper = لەبارەی ئێمە
page-as-of = دوایین گۆڕانکاری

## Credits, the lite pages, no connection

credits = ماف و سوپاس
credits-intro = کارەکانی کەسانی تر کە ئەم ماڵپەڕە پشتیان پێ دەبەستێت، خاوەنەکانیان، و ئەو مەرجانەی پێیان بەکاریان دەهێنین.
credits-description = ئەو فۆنت و نەرمەکاڵا و دەق و وێنانەی { $site } پشتیان پێ دەبەستێت، لەگەڵ دروستکەر و مۆڵەتەکانیان.
credits-own = ئەوەی بەکاری دەهێنین
credits-texts = دەقەکانی نموونەکە
credits-pictures = وێنەکانی نموونەکە
credits-fonts = فۆنتەکان
credits-software = نەرمەکاڵا
credit-font-text = فۆنتی دەق: «نۆتۆ نەسخی عەرەبی»، کورتکراوە
credit-font-head = فۆنتی سەردێڕ: «ئای بی ئێم پلێکس سانسی عەرەبی»، کورتکراوە و ناوی ناوەوەی گۆڕدراوە، وەک مۆڵەتەکەی داوای دەکات
credit-khabar = بەرنامەی «خەبەر»
credit-stop-words = لیستی وشە باوەکان لە گەڕاندا
credit-own-texts = هەواڵەکانی وڵاتە خەیاڵییەکە، و پەڕەکانی ئەم ماڵپەڕە
credit-wikinews = هەواڵ لە ویکی هەواڵی عەرەبی؛ نیشانەکانی بزوێن لابراون و پەرەگرافەکان جیا کراونەتەوە؛ لە بەروارەکانیان تەنها ساڵ زانراوە
credit-muqtabas = وتار لە گۆڤاری «ئەلموقتەبەس»، ١٩٠٦–١٩١٢؛ دەقەکە موڵکی گشتییە
credit-drawings = نیگارەکان
credit-photographs = وێنە فۆتۆگرافییەکان، لە ڕووکارەکانی وۆردپرێس
lite = وەشانی سووک
lite-full = وەشانی تەواو
lite-picture = وێنە
offline-heading = پەیوەندی نییە
offline-text = پەڕەکە نەهێنرا: ئامێرەکەت ئێستا بە ئینتەرنێتەوە نەبەستراوە. ئەوەی کەمێک لەمەوبەر کردووتەتەوە لەوانەیە هێشتا لە وێبگەڕەکەتدا بێت.

## Breaking
breaking = بەپەلە

# The sample's archive.
credit-picturingjordan = نووسینەکانی بلۆگی «Picturing Jordan»، بە عەرەبی و ئینگلیزی، ٢٠١٦–٢٠٢٠

## Galleries, recordings, the passage of a correction

kind-audio = دەنگ
picture-of = { $n } لە { $count }
gallery-list = گەلەریی وێنەکان
gallery-description = گەلەرییەکانی وێنەی { $site }، نوێترین لە پێشەوە.
video-description = ڤیدیۆکانی { $site }، نوێترین لە پێشەوە.
audio-description = دەنگەکانی { $site }، نوێترین لە پێشەوە.
reels = وێنە و ڤیدیۆ و دەنگ
reel-empty = هێشتا هیچ شتێک لێرە بڵاو نەکراوەتەوە.
recording-length = ماوە
recording-watch = لە { $site } سەیری بکە
recording-hear = لە { $site } گوێی لێ بگرە
recording-asks = تا دوگمەکە دانەگریت، هیچ شتێک لە { $site } داوا ناکرێت.
transcript = دەقی تۆمارەکە
correction-stood = پێشتر نووسرابوو:
correction-stands = ئێستا نووسراوە:
correction-passage = بۆ شوێنەکەی لە دەقدا
correction-was = پێشتر نووسرابوو: «{ $words }»
correction-now = ئێستا نووسراوە: «{ $words }»

## Statements of a story, the calendar of the archive, pages kept in the browser

story-said = لەم دۆسیەیەدا گوتوویانە
story-statements = لێدوانەکانی ئەم دۆسیەیە
story-statements-title = لێدوانەکان: { $story }
story-statements-description = ئەوەی لە دۆسیەی { $story } لە { $site } گوتراوە، بەپێی قسەکەر؛ نوێترین لە پێشەوە.
story-people = کێ لەم دۆسیەیەدایە
story-picked = وێستگە دیارەکان
story-picked-how = بە شێوەی خۆکار هەڵبژێردراون
story-new-more = لە دوایین سەردانتەوە هەواڵی نوێ زۆرە
story-new = { $n ->
    [0] لە دوایین سەردانتەوە هیچ شتێکی نوێ نییە
    [one] { $n } هەواڵی نوێ لە دوایین سەردانتەوە
   *[other] { $n } هەواڵی نوێ لە دوایین سەردانتەوە
}
story-day-more = { $n ->
    [0] هیچ هەواڵێکی تر نییە
    [one] و { $n } هەواڵی تر
   *[other] و { $n } هەواڵی تر
}
count-statements = { $n ->
    [0] هیچ لێدوانێک
    [one] { $n } لێدوان
   *[other] { $n } لێدوان
}
offline-read = ئەو پەڕانەی بەم دواییە خوێندووتنەتەوە

## Search, when many search at once

search-busy = ئێستا زۆر کەس دەگەڕێن. دوای چەند چرکەیەک هەوڵ بدەرەوە.

# Terms of a text that is not ours
licence = مۆڵەت

# The days of the week in a letter each, from Monday on.
weekday-letters = د س چ پ ه ش ی

## Trees of sections, channels elsewhere

section-way = شوێنی ئەم بەشە
section-parts = بەشەکانی { $section }
section-closed = ئەم بەشە داخراوە: ئەوەی تێیدا بڵاو کراوەتەوە لێرە دەمێنێتەوە و هیچی نوێی بۆ زیاد ناکرێت.
channels = بەدوامان بکەون
platform-x = ئێکس
platform-facebook = فەیسبووک
platform-instagram = ئینستاگرام
platform-youtube = یوتیوب
platform-telegram = تێلێگرام
platform-whatsapp = کەناڵی واتسئاپ
platform-tiktok = تیک تۆک
platform-threads = سرێدز
platform-bluesky = بلووسکای
platform-mastodon = ماستۆدۆن
platform-linkedin = لینکدئین
platform-snapchat = سناپچات
platform-newsletter = نامەی هەواڵ
platform-podcast = پۆدکاست
platform-app = ئەپ

## What a text leads to

audio-untitled = تۆماری دەنگی
map-open = نەخشەکە لە { $site } بکەرەوە
file-label = بەڵگەنامە
