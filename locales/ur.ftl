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
