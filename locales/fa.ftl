### فارسی. شمارش پس از عدد مفرد است.

## The language

language-name = فارسی
language-direction = rtl
language-digits = arabext
language-months = solar
language-hijri = no
language-zone = Asia/Tehran
quote-open = «
quote-close = »
list-separator = {"، "}

## Every page

skip-to-content = پرش به متن
front-page = صفحه اول
site-front-page = { $site }، صفحه اول
sections = بخش‌ها
all-sections = همه بخش‌ها
editions = نسخه‌ها
menu = فهرست
sample-ribbon = نمونه
follow-us = ما را کجا دنبال کنید
feeds = خوراک‌ها
theme-heading = پوسته
theme-auto = خودکار
theme-light = روشن
theme-dark = تیره

## Lists of pieces

latest = تازه‌ترین خبرها
latest-all = همه خبرها
more-from = بیشتر از { $section }
see-also = عنوان‌های دیگر
pages = صفحه‌ها
page-number = صفحه { $n }
newer = تازه‌تر
older = قدیمی‌تر
home-empty = هنوز چیزی منتشر نشده است.
home-empty-hint = خبرها همان لحظه انتشار این‌جا دیده می‌شوند.
list-empty = این‌جا هنوز خبری نیست.

## An article

source = منبع
sources = منابع
source-line = منبع: { $sources }
published-at = انتشار
updated-at = به‌روزرسانی
reading = زمان مطالعه
beside-article = در کنار خبر
beside-list = در کنار فهرست
related = مطالب مرتبط
topics = موضوع‌ها
topic = موضوع
the-paper = سایت
corrections-intro = هر چه اصلاح کرده‌ایم، توضیح داده‌ایم یا پس گرفته‌ایم؛ تازه‌ترین در آغاز.
corrections-empty = هنوز اصلاحیه‌ای نیست.
corrections-description = اصلاحیه‌ها و توضیحات { $site }؛ تازه‌ترین در آغاز.
withdrawn-article = خبر پس‌گرفته‌شده
follow-intro = خوراک‌های باز همه مطالب ما، برای خبرخوان دلخواه شما، بدون حساب و ایمیل.
follow-all = همه خبرها
follow-description = کجا { $site } را دنبال کنید.
author = نویسنده
corrections = اصلاحیه‌ها
share = هم‌رسانی
short-link = پیوند کوتاه
share-whatsapp = واتساپ
share-telegram = تلگرام
share-x = ایکس
share-mail = ایمیل
picture-caption = شرح عکس
picture-credit = عکس
archive = آرشیو
archive-dated = آرشیو ({ $when })
read-also = بیشتر بخوانید
statement-source = منبع

## Kinds, roles and corrections, as words

kind-news = خبر
kind-analysis = تحلیل
kind-opinion = دیدگاه
kind-explainer = توضیح
kind-report = گزارش
kind-interview = گفت‌وگو
kind-video = ویدیو
kind-gallery = عکس
kind-live = زنده
role-agency = خبرگزاری
role-outlet = رسانه
role-desk = تحریریه
role-reporter = خبرنگار
role-document = سند
role-social = شبکه اجتماعی
correction-error = اصلاحیه
correction-clarification = توضیح
correction-update = به‌روزرسانی
correction-withdrawal = پس‌گیری

## Pages that are not there

error-404-title = صفحه پیدا نشد
error-404-heading = در این نشانی صفحه‌ای نیست
error-404-text = شاید نشانی تغییر کرده یا اشتباه نوشته شده باشد. از صفحه اول یا یکی از این خبرها آغاز کنید.
error-410-title = این خبر پس گرفته شد
error-410-heading = این خبر پس گرفته شد
error-410-text = این‌جا خبری بود که تحریریه آن را پس گرفت و دیگر در دسترس نیست.
error-410-reason = دلیل پس‌گیری
error-500-title = نمایش صفحه ممکن نشد
error-500-heading = خطایی از سوی ما رخ داد
error-500-text = اکنون نشد این صفحه آماده شود. خطا از ماست و ثبت شد. کمی بعد دوباره تلاش کنید.
error-503-title = صفحه به‌موقع آماده نشد
error-503-heading = سایت اکنون شلوغ است
error-503-text = این صفحه به‌موقع آماده نشد. چند ثانیه دیگر دوباره تلاش کنید؛ صفحه‌های آماده باز می‌مانند.
try-again = تلاش دوباره
error-back-home = به صفحه اول

## Counts

count-articles = { $n ->
    [0] بدون خبر
    [one] { $n } خبر
   *[other] { $n } خبر
}
count-items = { $n ->
    [0] بدون مطلب
    [one] { $n } مطلب
   *[other] { $n } مطلب
}
count-comments = { $n ->
    [0] بدون نظر
    [one] { $n } نظر
   *[other] { $n } نظر
}
count-photos = { $n ->
    [0] بدون عکس
    [one] { $n } عکس
   *[other] { $n } عکس
}
count-results = { $n ->
    [0] بدون نتیجه
    [one] { $n } نتیجه
   *[other] { $n } نتیجه
}
count-posts = { $n ->
    [0] بدون نوشته
    [one] { $n } نوشته
   *[other] { $n } نوشته
}
count-followers = { $n ->
    [0] بدون دنبال‌کننده
    [one] { $n } دنبال‌کننده
   *[other] { $n } دنبال‌کننده
}
count-views = { $n ->
    [0] بدون بازدید
    [one] { $n } بازدید
   *[other] { $n } بازدید
}
count-words = { $n ->
    [0] بدون واژه
    [one] { $n } واژه
   *[other] { $n } واژه
}
reading-time = { $n ->
    [0] کمتر از یک دقیقه
    [one] { $n } دقیقه
   *[other] { $n } دقیقه
}

## How long ago

ago-minutes = { $n ->
    [0] هم‌اکنون
    [one] { $n } دقیقه پیش
   *[other] { $n } دقیقه پیش
}
ago-hours = { $n ->
    [0] هم‌اکنون
    [one] { $n } ساعت پیش
   *[other] { $n } ساعت پیش
}
ago-days = { $n ->
    [0] امروز
    [one] دیروز
   *[other] { $n } روز پیش
}
section-unfiled = اخبار
withdrawn-by-source = منبع این خبر را پس گرفته است.
embed-from = نمایش محتوا از
statement-to = به
site-description = تازه‌ترین خبرهای { $site }: { $sections }.
section-description = تازه‌ترین خبرهای { $section } از { $site }، لحظه به لحظه.
topic-description = هر چه { $site } درباره { $topic } منتشر کرده است؛ تازه‌ترین در آغاز.
author-description = هر چه { $author } در { $site } نوشته است؛ تازه‌ترین در آغاز.
speaker-label = اظهارات
speaker-description = هر چه { $speaker } در { $site } گفته است؛ تازه‌ترین در آغاز.
speaker-said-in = در خبر:

# ---------- Translations ----------

read-in-ar = به عربی بخوانید
read-in-en = به انگلیسی بخوانید
read-in-fa = به فارسی بخوانید
read-in-ur = به اردو بخوانید
read-in-he = به عبری بخوانید
read-in-ckb = به کردی بخوانید
read-in-fr = به فرانسوی بخوانید
read-in-tr = به ترکی بخوانید
read-in-edition = در { $edition } بخوانید

# ---------- The reader's script ----------

save-piece = ذخیره
piece-saved = در مرورگر شما ذخیره شد.
piece-unsaved = از ذخیره‌ها برداشته شد.
saved-pieces = ذخیره‌های شما
saved-none = هنوز چیزی ذخیره نشده است. آن‌چه ذخیره می‌کنید تنها در مرورگر شما می‌ماند.
remove = حذف
text-size = اندازه متن
text-smaller = متن کوچک‌تر
text-larger = متن بزرگ‌تر
copy-link = رونوشت پیوند
link-copied = پیوند رونوشت شد
did-not-work = مرورگر شما اجازه نداد
fresh-mark = تازه
just-now = هم‌اکنون

## Stories

story = پرونده
stories = پرونده‌ها
stories-all = همه پرونده‌ها
stories-running = پرونده‌هایی که دنبال می‌کنیم
stories-paused = پرونده‌های متوقف‌شده
stories-ended = پرونده‌های بسته‌شده
stories-intro = آن‌چه از آغاز دنبال می‌کنیم، هر کدام در یک صفحه: رویدادها به ترتیب، و آن‌چه باید پیش از همه بدانید.
stories-empty = هنوز پرونده‌ای نیست.
stories-description = پرونده‌هایی که { $site } دنبال می‌کند: باز، متوقف و بسته.
story-description = { $story }: هر چه { $site } در این پرونده منتشر کرده است، به ترتیب زمان.
story-state = وضعیت
story-running = باز
story-paused = متوقف
story-ended = بسته
story-holds = در پرونده
story-latest = به‌روزرسانی
story-begun = نخستین خبر
story-follow = دنبال کردن پرونده
story-feed = خوراک پرونده
story-about = درباره پرونده
story-points = نکته‌های اصلی
story-timeline = سیر رویدادها
story-from-oldest = از قدیمی‌ترین
story-from-newest = از تازه‌ترین
story-pinned = از این‌جا آغاز کنید
story-in-this = در این پرونده
story-here = در حال خواندن این خبر هستید
story-also-in = همچنین در:
# A long time without a piece, between two days of a timeline.
quiet-days = { $n ->
    [0] بدون وقفه
    [one] { $n } روز بدون خبر
   *[other] { $n } روز بدون خبر
}
quiet-months = { $n ->
    [0] کمتر از یک ماه بدون خبر
    [one] { $n } ماه بدون خبر
   *[other] { $n } ماه بدون خبر
}
quiet-years = { $n ->
    [0] کمتر از یک سال بدون خبر
    [one] { $n } سال بدون خبر
   *[other] { $n } سال بدون خبر
}

## The archive

archive-of = آرشیو
archive-intro = هر چه منتشر کرده‌ایم، ماه به ماه و روز به روز، به وقت این نسخه.
archive-description = آرشیو { $site }: هر چه منتشر شده است، به تفکیک ماه و روز.
archive-part-description = آن‌چه { $site } در { $when } منتشر کرده است.
archive-around = نزدیک‌ترین زمان‌ها
archive-day = خبرهای این روز

## Search

search = جست‌وجو
search-for = جست‌وجو در { $site }
search-go = جست‌وجو
search-hint = یک یا چند واژه را جست‌وجو کنید. عبارت را میان «…» بگذارید تا به همان صورت پیدا شود؛ با گذاشتن منها پیش از یک واژه، آن واژه کنار گذاشته می‌شود.
search-results-for = نتایج جست‌وجو برای { $words }
search-none = برای { $words } چیزی پیدا نشد.
search-none-hint = املای واژه‌ها را بررسی کنید، یا واژه‌های کمتر یا کلی‌تری را بیازمایید.
search-relaxed = همه واژه‌های شما در هیچ مطلبی کنار هم نیامده‌اند؛ این‌ها نزدیک‌ترین نتایج‌اند
search-too-long = { $n ->
    [one] این عبارت طولانی است. حداکثر { $n } حرف را جست‌وجو کنید.
   *[other] این عبارت طولانی است. حداکثر { $n } حرف را جست‌وجو کنید.
}
search-end = این‌ها آخرین نتایجی است که نشان می‌دهیم. برای نتیجه دقیق‌تر واژه‌ای بیفزایید.
search-narrow = محدود کردن جست‌وجو
search-without = حذف:
search-did-you-mean = آیا منظورتان این بود
search-by-section = بخش
search-by-story = پرونده
search-by-author = نویسنده
search-by-kind = نوع
search-by-date = تاریخ
search-by-relevance = نزدیک‌ترین‌ها
search-by-newest = تازه‌ترین‌ها
search-last-day = روز گذشته
search-last-week = هفتهٔ گذشته
search-last-month = ماه گذشته

## Standing pages and the foot

about-the-paper = درباره ما
page-as-of = آخرین تغییر

## Credits, the lite pages, no connection

credits = حقوق و پدیدآورندگان
credits-intro = آثار دیگران که این سایت بر آن‌ها استوار است، صاحبان آن‌ها، و شرایطی که با آن به کارشان می‌بریم.
credits-description = قلم‌ها، نرم‌افزارها، متن‌ها و عکس‌هایی که { $site } بر آن‌ها استوار است، با پدیدآورندگان و مجوزهایشان.
credits-own = آن‌چه به کار می‌بریم
credits-texts = متن‌های نمونه
credits-pictures = تصویرهای نمونه
credits-fonts = قلم‌ها
credits-software = نرم‌افزارها
credit-font-text = قلم متن: «نوتو نسخ عربی»، کوتاه‌شده
credit-font-head = قلم عنوان‌ها: «آی‌بی‌ام پلکس سنس عربی»، کوتاه‌شده و با نام درونی تغییریافته، چنان‌که مجوز آن می‌خواهد
credit-khabar = برنامه «خبر»
credit-stop-words = فهرست واژه‌های پرکاربرد در جست‌وجو
credit-own-texts = خبرهای کشور خیالی، و صفحه‌های این سایت
credit-wikinews = خبرهایی از ویکی‌خبر عربی؛ اعراب برداشته و متن پاراگراف‌بندی شده است؛ از تاریخ آن‌ها تنها سال معلوم است
credit-muqtabas = مقاله‌هایی از مجله «المقتبس»، ۱۹۰۶–۱۹۱۲؛ متن در مالکیت عمومی است
credit-drawings = طرح‌ها
credit-photographs = عکس‌ها، از پوسته‌های وردپرس
lite = نسخه سبک
lite-full = نسخه کامل
lite-picture = عکس
offline-heading = اتصال برقرار نیست
offline-text = دریافت صفحه ممکن نشد، چون دستگاه شما اکنون به اینترنت متصل نیست. آن‌چه کمی پیش باز کرده‌اید شاید هنوز در مرورگرتان باشد.

## Breaking
breaking = فوری

# The sample's archive.
credit-picturingjordan = نوشته‌های وبلاگ «Picturing Jordan» دربارهٔ اردن، به عربی و انگلیسی، ۲۰۱۶–۲۰۲۰

## Galleries, recordings, the passage of a correction

kind-audio = صدا
picture-of = { $n } از { $count }
gallery-list = گالری‌های عکس
gallery-description = گزارش‌های تصویری { $site }، تازه‌ترین در آغاز.
video-description = ویدئوهای { $site }، تازه‌ترین در آغاز.
audio-description = فایل‌های صوتی { $site }، تازه‌ترین در آغاز.
reels = عکس، ویدئو و صدا
reel-empty = هنوز چیزی اینجا منتشر نشده است.
recording-length = مدت
recording-watch = تماشا در { $site }
recording-hear = شنیدن در { $site }
recording-asks = تا دکمه را نزنید، چیزی از { $site } درخواست نمی‌شود.
transcript = متن گفته‌ها
correction-stood = پیش‌تر آمده بود:
correction-stands = اکنون آمده است:
correction-passage = رفتن به همان جای متن
correction-was = پیش‌تر آمده بود: «{ $words }»
correction-now = اکنون آمده است: «{ $words }»

## Statements of a story, the calendar of the archive, pages kept in the browser

story-said = در این پرونده گفته‌اند
story-statements = اظهارات این پرونده
story-statements-title = اظهارات: { $story }
story-statements-description = هر چه در پرونده { $story } در { $site } گفته شده است، به تفکیک گوینده؛ تازه‌ترین در آغاز.
story-people = چه کسانی در این پرونده‌اند
story-picked = نقطه‌های عطف
story-picked-how = گزینش خودکار
story-new-more = از آخرین بازدید شما خبرهای تازه بسیاری آمده است
story-new = { $n ->
    [0] از آخرین بازدید شما چیز تازه‌ای نیست
    [one] { $n } خبر تازه از آخرین بازدید شما
   *[other] { $n } خبر تازه از آخرین بازدید شما
}
story-day-more = { $n ->
    [0] بدون خبر دیگر
    [one] و { $n } خبر دیگر
   *[other] و { $n } خبر دیگر
}
count-statements = { $n ->
    [0] بدون اظهارنظر
    [one] { $n } اظهارنظر
   *[other] { $n } اظهارنظر
}
offline-read = صفحه‌هایی که تازه خوانده‌اید

## Search, when many search at once

search-busy = اکنون جست‌وجوهای زیادی در جریان است. چند ثانیه دیگر دوباره تلاش کنید.

# Terms of a text that is not ours
licence = مجوز

# The days of the week in a letter each, from Monday on.
weekday-letters = د س چ پ ج ش ی

## Trees of sections, channels elsewhere

section-way = جای این بخش
section-parts = بخش‌های { $section }
section-closed = این بخش بسته شده است: آنچه در آن منتشر شده همین‌جا می‌ماند و چیز تازه‌ای افزوده نمی‌شود.
channels = ما را دنبال کنید
platform-x = ایکس
platform-facebook = فیسبوک
platform-instagram = اینستاگرام
platform-youtube = یوتیوب
platform-telegram = تلگرام
platform-whatsapp = کانال واتس‌اپ
platform-tiktok = تیک‌تاک
platform-threads = تردز
platform-bluesky = بلواسکای
platform-mastodon = ماستودون
platform-linkedin = لینکدین
platform-snapchat = اسنپ‌چت
platform-newsletter = خبرنامه
platform-podcast = پادکست
platform-app = اپلیکیشن

## What a text leads to

audio-untitled = فایل صوتی
map-open = باز کردن نقشه در { $site }
file-label = سند
