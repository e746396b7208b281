### العربية. One file per language; every language has the same messages.
### A count has all six forms; one and two print no digit; 11–99 take the accusative (خبرًا, never خبراً).

## The language

language-name = العربية
language-direction = rtl
# latn 012 · arab ٠١٢ · arabext ۰۱۲
language-digits = latn
# gulf · levant · maghreb_tn · maghreb_ma · dual · english · persian · solar · urdu · hebrew · kurdish · french · turkish
language-months = gulf
language-hijri = yes
language-zone = Asia/Beirut
quote-open = «
quote-close = »
list-separator = {"، "}

## Every page

skip-to-content = تخطّ إلى المحتوى
front-page = الصفحة الأولى
site-front-page = { $site }، الصفحة الأولى
sections = الأقسام
all-sections = كل الأقسام
editions = الطبعات
menu = القائمة
sample-ribbon = عيّنة
follow-us = أين يمكنك متابعتنا
feeds = الخلاصات
theme-heading = المظهر
theme-auto = تلقائي
theme-light = فاتح
theme-dark = داكن

## Lists of pieces

latest = آخر الأخبار
latest-all = كل الأخبار
more-from = المزيد من { $section }
see-also = عناوين أخرى
pages = الصفحات
page-number = الصفحة { $n }
newer = الأحدث
older = الأقدم
home-empty = لم يُنشر شيء بعد.
home-empty-hint = تظهر الأخبار هنا ساعة نشرها.
list-empty = لا أخبار هنا بعد.

## An article

source = المصدر
sources = المصادر
source-line = المصدر: { $sources }
published-at = نُشر
updated-at = حُدّث
reading = القراءة
beside-article = إلى جانب الخبر
beside-list = إلى جانب القائمة
related = ذات صلة
topics = المواضيع
topic = موضوع
the-paper = الموقع
corrections-intro = كل ما صوّبناه أو أوضحناه أو سحبناه، الأحدث أولًا.
corrections-empty = لا تصويبات بعد.
corrections-description = التصويبات والتوضيحات في { $site }، الأحدث أولًا.
withdrawn-article = خبر مسحوب
follow-intro = خلاصات مفتوحة لكل ما ننشره، لقارئ الخلاصات الذي تختاره، بلا حساب ولا بريد.
follow-all = كل الأخبار
follow-description = أين يمكنك متابعة { $site }.
author = بقلم
corrections = التصويبات
share = شارك
short-link = الرابط القصير
share-whatsapp = واتساب
share-telegram = تلغرام
share-x = إكس
share-mail = البريد
picture-caption = تعليق الصورة
picture-credit = مصدر الصورة
archive = أرشيف
archive-dated = أرشيف ({ $when })
read-also = اقرأ أيضًا
statement-source = المصدر

## Kinds, roles and corrections, as words

kind-news = خبر
kind-analysis = تحليل
kind-opinion = رأي
kind-explainer = شرح
kind-report = تقرير
kind-interview = مقابلة
kind-video = فيديو
kind-gallery = صور
kind-live = مباشر
role-agency = وكالة
role-outlet = وسيلة إعلام
role-desk = تحرير
role-reporter = مراسل
role-document = وثيقة
role-social = منصة تواصل
correction-error = تصويب
correction-clarification = توضيح
correction-update = تحديث
correction-withdrawal = سحب

## Pages that are not there

error-404-title = الصفحة غير موجودة
error-404-heading = لا صفحة على هذا العنوان
error-404-text = ربما تغيّر العنوان أو كُتب خطأً. ابدأ من الصفحة الأولى، أو من أحد هذه الأخبار.
error-410-title = سُحب هذا الخبر
error-410-heading = سُحب هذا الخبر
error-410-text = كان هنا خبر ثم سحبته هيئة التحرير، ولم يعد متاحًا.
error-410-reason = سبب السحب
error-500-title = تعذّر عرض الصفحة
error-500-heading = حدث خطأ عندنا
error-500-text = تعذّر إعداد هذه الصفحة الآن. الخطأ من جهتنا وسُجّل. أعد المحاولة بعد قليل.
error-503-title = تعذّر إعداد الصفحة الآن
error-503-heading = الموقع مشغول الآن
error-503-text = لم يتيسّر إعداد هذه الصفحة في وقتها. أعد المحاولة بعد ثوانٍ، والصفحات الجاهزة تبقى مفتوحة.
try-again = أعد المحاولة
error-back-home = إلى الصفحة الأولى

## Counts: whole phrases, all six forms

count-articles = { $n ->
    [zero] لا أخبار
    [one] خبر واحد
    [two] خبران
    [few] { $n } أخبار
    [many] { $n } خبرًا
   *[other] { $n } خبر
}
count-items = { $n ->
    [zero] لا مواد
    [one] مادة واحدة
    [two] مادتان
    [few] { $n } مواد
    [many] { $n } مادة
   *[other] { $n } مادة
}
count-comments = { $n ->
    [zero] لا تعليقات
    [one] تعليق واحد
    [two] تعليقان
    [few] { $n } تعليقات
    [many] { $n } تعليقًا
   *[other] { $n } تعليق
}
count-photos = { $n ->
    [zero] لا صور
    [one] صورة واحدة
    [two] صورتان
    [few] { $n } صور
    [many] { $n } صورة
   *[other] { $n } صورة
}
count-results = { $n ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $n } نتائج
    [many] { $n } نتيجة
   *[other] { $n } نتيجة
}
count-posts = { $n ->
    [zero] لا منشورات
    [one] منشور واحد
    [two] منشوران
    [few] { $n } منشورات
    [many] { $n } منشورًا
   *[other] { $n } منشور
}
count-followers = { $n ->
    [zero] لا متابعين
    [one] متابع واحد
    [two] متابعان
    [few] { $n } متابعين
    [many] { $n } متابعًا
   *[other] { $n } متابع
}
count-views = { $n ->
    [zero] لا مشاهدات
    [one] مشاهدة واحدة
    [two] مشاهدتان
    [few] { $n } مشاهدات
    [many] { $n } مشاهدة
   *[other] { $n } مشاهدة
}
count-words = { $n ->
    [zero] لا كلمات
    [one] كلمة واحدة
    [two] كلمتان
    [few] { $n } كلمات
    [many] { $n } كلمة
   *[other] { $n } كلمة
}
reading-time = { $n ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}

## How long ago: the genitive, so دقيقتين

ago-minutes = { $n ->
    [zero] الآن
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $n } دقائق
    [many] قبل { $n } دقيقة
   *[other] قبل { $n } دقيقة
}
ago-hours = { $n ->
    [zero] الآن
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $n } ساعات
    [many] قبل { $n } ساعة
   *[other] قبل { $n } ساعة
}
ago-days = { $n ->
    [zero] اليوم
    [one] أمس
    [two] أول أمس
    [few] قبل { $n } أيام
    [many] قبل { $n } يومًا
   *[other] قبل { $n } يوم
}

# What an import says and what the text of an article needs.
section-unfiled = أخبار
withdrawn-by-source = سحب المصدر هذا الخبر.
embed-from = عرض المحتوى من
statement-to = إلى
site-description = أحدث الأخبار من { $site }: { $sections }.
section-description = أحدث أخبار { $section } من { $site }، أولًا بأول.
topic-description = كل ما نُشر عن { $topic } في { $site }، الأحدث أولًا.
author-description = كل ما نُشر بقلم { $author } في { $site }، الأحدث أولًا.
speaker-label = تصريحات
speaker-description = كل ما صرّح به { $speaker } في { $site }، الأحدث أولًا.
speaker-said-in = في خبر:

## Stories

story = ملف
stories = الملفات
stories-all = كل الملفات
stories-running = ملفات نتابعها
stories-paused = ملفات متوقفة مؤقتًا
stories-ended = ملفات أُغلقت
stories-intro = قضايا نتابعها من بدايتها، كلٌّ منها في صفحة واحدة: ما جرى بالترتيب، وما يجب أن تعرفه أولًا.
stories-empty = لا ملفات بعد.
stories-description = الملفات التي يتابعها { $site }: ما يجري منها وما توقف وما أُغلق.
story-description = { $story }: كل ما نشره { $site } في هذا الملف، بالترتيب الزمني.
story-state = الحالة
story-running = مفتوح
story-paused = متوقف مؤقتًا
story-ended = مغلق
story-holds = في الملف
story-latest = آخر تحديث
story-begun = أول خبر
story-follow = تابع الملف
story-feed = خلاصة الملف
story-about = عن الملف
story-points = أهم النقاط
story-timeline = تسلسل الأخبار
story-from-oldest = من الأقدم
story-from-newest = من الأحدث
story-pinned = الأهم
story-in-this = في هذا الملف
story-here = تقرؤه الآن
story-also-in = وهو أيضًا في:
# A long time without a piece, between two days of a timeline.
quiet-days = { $n ->
    [zero] بلا انقطاع
    [one] يوم بلا جديد
    [two] يومان بلا جديد
    [few] { $n } أيام بلا جديد
    [many] { $n } يومًا بلا جديد
   *[other] { $n } يوم بلا جديد
}
quiet-months = { $n ->
    [zero] أقل من شهر بلا جديد
    [one] شهر بلا جديد
    [two] شهران بلا جديد
    [few] { $n } أشهر بلا جديد
    [many] { $n } شهرًا بلا جديد
   *[other] { $n } شهر بلا جديد
}
quiet-years = { $n ->
    [zero] أقل من سنة بلا جديد
    [one] سنة بلا جديد
    [two] سنتان بلا جديد
    [few] { $n } سنوات بلا جديد
    [many] { $n } سنة بلا جديد
   *[other] { $n } سنة بلا جديد
}

# ---------- Translations ----------

read-in-ar = اقرأ بالعربية
read-in-en = اقرأ بالإنجليزية
read-in-fa = اقرأ بالفارسية
read-in-ur = اقرأ بالأردية
read-in-he = اقرأ بالعبرية
read-in-ckb = اقرأ بالكردية
read-in-fr = اقرأ بالفرنسية
read-in-tr = اقرأ بالتركية
read-in-edition = اقرأ في { $edition }

# ---------- The reader's script ----------

save-piece = احفظ
piece-saved = حُفظ هذا الخبر في متصفحك.
piece-unsaved = أُزيل من المحفوظات.
saved-pieces = محفوظاتك
saved-none = لا شيء محفوظًا بعد. ما تحفظه يبقى في متصفحك وحده.
remove = أزل
text-size = حجم النص
text-smaller = نص أصغر
text-larger = نص أكبر
copy-link = انسخ الرابط
link-copied = نُسخ الرابط
did-not-work = تعذّر ذلك في هذا المتصفح
fresh-mark = جديد
just-now = الآن

## The archive

archive-of = الأرشيف
archive-intro = كل ما نشرناه، شهرًا شهرًا ويومًا يومًا، بتوقيت هذه الطبعة.
archive-description = أرشيف { $site }: كل ما نُشر، بالشهر واليوم.
archive-part-description = ما نشره { $site } في { $when }.
archive-around = الأقرب زمنًا
archive-day = أخبار هذا اليوم

## Search

search = البحث
search-for = ابحث في { $site }
search-go = ابحث
search-hint = ابحث بكلمة أو أكثر. ضع العبارة بين «…» لتجدها كما هي، وضع ناقصًا قبل كلمة لتستبعدها.
search-results-for = نتائج البحث عن { $words }
search-none = لا نتائج عن { $words }.
search-none-hint = راجع الكتابة، أو جرّب كلمات أقل أو أعمّ. لا فرق بين أ وا، ولا بين ة وه، ولا أثر للتشكيل.
search-relaxed = لم ترد كلماتك كلها معًا، وهذه أقرب النتائج إليها
search-too-long = { $n ->
    [zero] هذه عبارة طويلة. ابحث بما لا يزيد على { $n } حرف.
    [one] هذه عبارة طويلة. ابحث بما لا يزيد على حرف واحد.
    [two] هذه عبارة طويلة. ابحث بما لا يزيد على حرفين.
    [few] هذه عبارة طويلة. ابحث بما لا يزيد على { $n } أحرف.
    [many] هذه عبارة طويلة. ابحث بما لا يزيد على { $n } حرفًا.
   *[other] هذه عبارة طويلة. ابحث بما لا يزيد على { $n } حرف.
}
search-end = هذا آخر ما نعرضه من النتائج. أضف كلمة لتقترب مما تريد.
search-narrow = ضيّق البحث
search-without = احذف:
search-did-you-mean = هل قصدت
search-by-section = القسم
search-by-story = الملف
search-by-author = الكاتب
search-by-kind = النوع
search-by-date = التاريخ
search-by-relevance = الأقرب أولًا
search-by-newest = الأحدث أولًا
search-last-day = آخر يوم
search-last-week = آخر أسبوع
search-last-month = آخر شهر

## Standing pages and the foot

about-the-paper = عن الموقع
page-as-of = آخر تعديل:

## Credits, the lite pages, no connection

credits = الحقوق
credits-intro = أعمال غيرنا التي يقوم عليها هذا الموقع، وأصحابها، والرخص التي نستعملها بها.
credits-description = الخطوط والبرامج والنصوص والصور التي يقوم عليها { $site }، وأصحابها ورخصها.
credits-own = ما نستعمله
credits-texts = نصوص العيّنة
credits-pictures = صور العيّنة
credits-fonts = الخطوط
credits-software = البرامج
credit-font-text = خط النصوص: «نوتو نسخ العربي»، مقتطعًا
credit-font-head = خط العناوين: «آي بي إم بلكس سانس العربي»، مقتطعًا ومغيَّر الاسم في داخله كما تشترط رخصته
credit-khabar = برنامج «خبر»
credit-stop-words = قائمة الكلمات الشائعة في البحث
credit-own-texts = أخبار البلد المتخيَّل وصفحات هذا الموقع
credit-wikinews = أخبار من «ويكي الأخبار» العربية؛ حُذف التشكيل وقُسّمت الفقرات، ولا يُعرف من تواريخها إلا السنة
credit-muqtabas = مقالات من مجلة «المقتبس»، 1906–1912؛ النص في الملك العام
credit-drawings = الرسوم
credit-photographs = الصور الفوتوغرافية، من قوالب ووردبريس
lite = النسخة الخفيفة
lite-full = النسخة الكاملة
lite-picture = صورة
offline-heading = لا اتصال بالشبكة
offline-text = تعذّر جلب الصفحة لأن جهازك غير متصل الآن. ما فتحته قبل قليل قد يبقى في متصفّحك.

## Breaking
breaking = عاجل

# The sample's archive.
credit-picturingjordan = تدوينات مدوّنة «Picturing Jordan» عن الأردن، بالعربية والإنجليزية، 2016–2020

## Galleries, recordings, the passage of a correction

kind-audio = صوت
picture-of = { $n } من { $count }
gallery-list = ألبومات الصور
gallery-description = ألبومات الصور في { $site }، الأحدث أولًا.
video-description = مقاطع الفيديو في { $site }، الأحدث أولًا.
audio-description = المواد الصوتية في { $site }، الأحدث أولًا.
reels = صور وفيديو وصوت
reel-empty = لم يُنشر شيء هنا بعد.
recording-length = المدة
recording-watch = شاهد على { $site }
recording-hear = استمع على { $site }
recording-asks = لا يُطلب شيء من { $site } قبل أن تضغط.
transcript = نص التسجيل
correction-stood = كان النص:
correction-stands = وصار:
correction-passage = إلى موضعه في النص
correction-was = كان النص: «{ $words }»
correction-now = وصار: «{ $words }»

## The desk: coming in, one's own access, people

desk-name = مكتب خبر
desk-places = أماكن المكتب
desk-people = الفريق
desk-sign-out = اخرج
desk-sign-in = ادخل إلى المكتب
desk-enter = ادخل
desk-link-once = هذا الرابط يُدخلك مرة واحدة، خلال نصف ساعة من صنعه.
desk-email = البريد الإلكتروني
desk-password = كلمة السر
desk-no-password = ليست لك كلمة سر، أو نسيتها؟ اطلب من مدير المكتب رابط دخول.
desk-wrong-password = البريد وكلمة السر لا يفتحان شيئًا معًا. تحقق من لغة لوحة المفاتيح وأعد المحاولة.
desk-wrong-code = الرمز غير صحيح أو استُعمل من قبل. انتظر الرمز التالي وأعد المحاولة.
desk-link-spent = هذا الرابط استُعمل أو انتهى وقته. اطلب رابطًا جديدًا.
desk-too-many-tries = محاولات كثيرة في ساعة واحدة. انتظر ساعة، أو ادخل برابط.
desk-busy = كثيرون يدخلون في هذه اللحظة. أعد المحاولة بعد قليل.
desk-code = الرمز
desk-code-hint = ستة أرقام من التطبيق على هاتفك، أو أحد رموز الورقة.
desk-prove = أثبت هويتك
desk-me = دخولي وأجهزتي
desk-owes-factor = حتى تفعّل الخطوة الثانية يمكنك أن تكتب، لا أن تنشر أو تدير الفريق.
desk-second-factor = الخطوة الثانية للدخول
desk-factor-why = رمز من هاتفك يُطلب بعد كلمة السر: من عرف كلمة السر وحدها لا يدخل.
desk-factor-begin = فعّل الخطوة الثانية
desk-factor-set = مفعّلة.
desk-codes-left = { $n ->
    [zero] لم يبقَ لك رمز ورقي: جدّد الخطوة الثانية لتحصل على غيرها.
    [one] بقي لك رمز ورقي واحد.
    [two] بقي لك رمزان ورقيان.
    [few] بقيت لك { $n } رموز ورقية.
    [many] بقي لك { $n } رمزًا ورقيًا.
   *[other] بقي لك { $n } رمز ورقي.
}
desk-factor-new = انقلها إلى هاتف آخر
desk-factor-remove = عطّلها
desk-factor-scan = افتح تطبيق الرموز على هاتفك والتقط هذه الصورة.
desk-factor-picture = صورة يقرأها تطبيق الرموز
desk-factor-typed = أو اكتب فيه هذا المفتاح:
desk-factor-then = ثم اكتب الأرقام الستة التي يعرضها
desk-factor-confirm = فعّل
desk-factor-done = صارت الخطوة الثانية مفعّلة، وخرجت الأجهزة الأخرى.
desk-paper-codes = رموز للورقة
desk-paper-codes-once = اطبعها أو انسخها الآن: لن تظهر مرة أخرى. كل رمز يُدخلك مرة واحدة إن ضاع هاتفك.
desk-password-set = لحسابك كلمة سر. تغييرها يُخرج أجهزتك الأخرى.
desk-password-none = لم تضع كلمة سر بعد؛ تدخل بالروابط وحدها.
desk-password-new = كلمة السر الجديدة
desk-password-hint = عشرة أحرف على الأقل. جملة تتذكرها خير من كلمة معقدة.
desk-password-done = حُفظت كلمة السر، وخرجت أجهزتك الأخرى.
desk-password-short = كلمة السر أقصر من عشرة أحرف.
desk-password-long = كلمة السر أطول من مئتي حرف.
desk-password-guessed = هذه كلمة سر تُخمَّن سريعًا: لا اسمك ولا بريدك ولا كلمة شائعة ولا أحرف مكررة.
desk-devices = الأجهزة التي دخلت منها
desk-device-unknown = جهاز لا يذكر اسمه
desk-seen = آخر عمل:
desk-here = هذا الجهاز
desk-end-session = أخرجه
desk-end-others = أخرج كل الأجهزة الأخرى
desk-language = لغة المكتب
desk-save = احفظ
desk-role = الدور
desk-role-contributor = متعاون
desk-role-journalist = صحفي
desk-role-editor = محرر
desk-role-admin = مدير المكتب
desk-suspended = موقوف
desk-suspend = أوقف الحساب
desk-suspend-hint = يخرج من كل أجهزته في الحال، ولا يُنشر ما جدوله حتى يراجعه محرر.
desk-restore = أعد الحساب
desk-new-link = رابط دخول جديد
desk-reset = ابدأ الدخول من جديد
desk-reset-hint = لمن فقد كلمة السر أو الهاتف: تُمحى كلمة السر والخطوة الثانية ويخرج من أجهزته، ثم يدخل برابط.
desk-link-for = رابط دخول { $name }
desk-link-hint = انسخه وأرسله إليه بطريق تثق به. يعمل مرة واحدة خلال نصف ساعة، ولن يظهر هنا مرة أخرى.
desk-new-person = عضو جديد في الفريق
desk-person-name = الاسم كما يراه الزملاء
desk-last-admin = هذا آخر مدير للمكتب: عيّن مديرًا آخر أولًا.
desk-address-taken = لهذا البريد حساب من قبل.
desk-no-address = هذا ليس بريدًا إلكترونيًا.
desk-bad-name = الاسم بين حرف واحد ومئتي حرف.
## Statements of a story, the calendar of the archive, pages kept in the browser

story-said = قالوا في هذا الملف
story-statements = تصريحات الملف
story-statements-title = تصريحات: { $story }
story-statements-description = ما قيل في ملف { $story } في { $site }، بحسب المتحدث، الأحدث أولًا.
story-people = من في الملف
story-picked = أبرز المحطات
story-picked-how = اختيرت آليًا
story-new-more = جديد كثير منذ زيارتك الأخيرة
story-new = { $n ->
    [zero] لا جديد منذ زيارتك الأخيرة
    [one] خبر جديد منذ زيارتك الأخيرة
    [two] خبران جديدان منذ زيارتك الأخيرة
    [few] { $n } أخبار جديدة منذ زيارتك الأخيرة
    [many] { $n } خبرًا جديدًا منذ زيارتك الأخيرة
   *[other] { $n } خبر جديد منذ زيارتك الأخيرة
}
story-day-more = { $n ->
    [zero] ولا أخبار أخرى
    [one] وخبر آخر
    [two] وخبران آخران
    [few] و{ $n } أخبار أخرى
    [many] و{ $n } خبرًا آخر
   *[other] و{ $n } خبر آخر
}
count-statements = { $n ->
    [zero] لا تصريحات
    [one] تصريح واحد
    [two] تصريحان
    [few] { $n } تصريحات
    [many] { $n } تصريحًا
   *[other] { $n } تصريح
}
offline-read = صفحات قرأتها أخيرًا

## Search, when many search at once

search-busy = يبحث كثيرون الآن. أعد المحاولة بعد ثوانٍ.

# Terms of a text that is not ours
licence = الرخصة

# The days of the week in a letter each, from Monday on.
weekday-letters = ن ث ر خ ج س ح

## Trees of sections, channels elsewhere

section-way = موضع القسم
section-parts = أقسام { $section }
section-closed = هذا القسم مغلق: ما نُشر فيه باقٍ هنا، ولا يُضاف إليه جديد.
channels = تابعنا
platform-x = إكس
platform-facebook = فيسبوك
platform-instagram = إنستغرام
platform-youtube = يوتيوب
platform-telegram = تلغرام
platform-whatsapp = قناة واتساب
platform-tiktok = تيك توك
platform-threads = ثريدز
platform-bluesky = بلو سكاي
platform-mastodon = ماستودون
platform-linkedin = لينكد إن
platform-snapchat = سناب شات
platform-newsletter = النشرة البريدية
platform-podcast = البودكاست
platform-app = التطبيق
desk-role-moderator = مشرف على التعليقات
desk-role-chief = رئيس التحرير
desk-role-hint = يسري الدور في كل الطبعات والأقسام من الطلب التالي.
desk-parts = الأقسام والطبعات
desk-parts-hint = دور أوسع في قسم واحد وما تحته، أو في طبعة كاملة. محرر القسم صحفي له دور المحرر في قسمه.
desk-part = القسم أو الطبعة
desk-part-whole = الطبعة كلها
desk-part-standing = الدور فيه
desk-part-give = أسند
desk-part-remove = اسحب
desk-no-such-part = لا طبعة بهذا الاسم، أو ليس فيها هذا القسم.
desk-their-access = الدخول إلى المكتب
desk-invite = أرسل الدعوة
desk-invited = فُتح الحساب، وتُرسل إليه الدعوة بالبريد.
desk-invitation-hint = يصل بالبريد رابط يعمل مرة واحدة خلال أسبوع، ويضع صاحب الحساب كلمة سره بنفسه.
desk-new-link-hint = يُرسل إليه رابط بالبريد، ويظهر لك هنا رابط آخر تسلّمه بيدك.
desk-letter-sent = رابط الدخول في طريقه إليه بالبريد.
desk-by-link = بلا كلمة سر
desk-by-link-hint = إن نسيت كلمة السر أو لم تضعها بعد، نرسل إلى بريدك رابطًا يُدخلك مرة واحدة.
desk-send-link = أرسل إليّ رابطًا
desk-link-on-its-way = إن كان لهذا البريد حساب فالرابط في طريقه إليه. يعمل نصف ساعة.
desk-letter-greeting = السلام عليكم { $name }،
desk-letter-invitation = دعوة إلى مكتب خبر
desk-letter-invitation-words = فُتح لك حساب في المكتب. ادخل بهذا الرابط، ثم ضع كلمة السر وفعّل الخطوة الثانية.
desk-letter-week = يعمل الرابط مرة واحدة خلال أسبوع.
desk-letter-link = رابط دخولك إلى مكتب خبر
desk-letter-link-words = هذا رابط الدخول الذي طُلب لك. بعد الدخول يمكنك أن تضع كلمة سر جديدة.
desk-letter-unwanted = إن لم تكن تنتظر هذه الرسالة فلا تفعل شيئًا: لا يدخل أحد ما لم يُفتح الرابط. ولا ترسله إلى أحد.
desk-to-start = إلى أول المكتب
desk-signed-out = ادخل إلى المكتب أولًا
desk-not-allowed = ليس هذا من صلاحياتك
desk-needs-role = يحتاج هذا إلى دور «{ $name }» أو أعلى. اطلبه من مدير المكتب.
desk-not-found = لا شيء في هذا العنوان
desk-failed = تعذّر ذلك ولم يتغيّر شيء
desk-disk-full = القرص ممتلئ ولم يُحفظ شيء: يُحفظ متى وُجد مكان، فأخبر من يرعى الخادم
desk-refused = لم يُقبل ذلك
desk-kept = ما كتبته
desk-kept-hint = لم تفقد شيئًا مما كتبته: هو محفوظ في هذه الصفحة ما دامت مفتوحة. أزل سبب الرفض في نافذة أخرى، ثم أرسله من هنا.
desk-kept-send = أرسله ثانية
desk-kept-sent = ما أرسلته
desk-kept-again = ما كتبته هنا سرٌّ لا يُحفظ: اكتبه ثانية
desk-prove-kept = لم يُنفَّذ بعد: أثبت هويتك أولًا في نافذة أخرى، ثم عُد إلى هذه الصفحة وأرسله ثانية. ما أرسلته باقٍ هنا.
desk-by-password = بكلمة السر

# المراجعات والنشر
desk-revisions = المراجعات
desk-sheet = ورقة النشر
desk-preview = معاينة
desk-from-to = ما تغيّر من
desk-nothing-changed = لا فرق بين المراجعتين.
desk-same-blocks = { $n ->
    [zero] لا كتل بلا تغيير
    [one] كتلة واحدة بلا تغيير
    [two] كتلتان بلا تغيير
    [few] { $n } كتل بلا تغيير
    [many] { $n } كتلة بلا تغيير
   *[other] { $n } كتلة بلا تغيير
}
desk-fate-restyled = تنسيق
desk-fate-changed = تغيّر
desk-fate-added = أُضيف
desk-fate-removed = حُذف
desk-moved = نُقل
desk-before = قبل
desk-after = بعد
desk-bring-part-back = أعد هذا الجزء
desk-bring-back = أعدها كاملة
desk-brought-back = إعادة من المراجعة { $n }
desk-who-when-why = من ومتى ولماذا
desk-live-now = ما يراه القرّاء
desk-what-changed = ما تغيّر فيها
desk-against-live = قارنها بالمنشور
desk-by-import = استيراد
desk-by-console = من الجهاز
desk-line-kicker = العنوان التمهيدي
desk-line-headline = العنوان
desk-line-web = عنوان الصفحة
desk-line-short = العنوان القصير
desk-line-search = عنوان محركات البحث
desk-line-social = عنوان المشاركة
desk-line-lead = المقدمة
desk-line-place = المكان
desk-line-licence = الرخصة
desk-line-sources = سلسلة المصادر
desk-line-authors = الكتّاب
desk-line-topics = الموضوعات
desk-line-picture = الصورة الرئيسية
desk-block-paragraph = فقرة
desk-block-heading = عنوان فرعي
desk-block-list = قائمة
desk-block-quote = اقتباس
desk-block-statement = تصريح
desk-block-picture = صورة
desk-block-gallery = ألبوم صور
desk-block-facts = معلومات
desk-block-related = اقرأ أيضًا
desk-block-table = جدول
desk-block-embed = محتوى مضمّن
desk-block-rule = فاصل
desk-part-speaker = القائل
desk-part-role = صفته
desk-part-to = لمن قاله
desk-part-place = أين
desk-part-date = متى
desk-part-source = المصدر
desk-part-href = الرابط
desk-part-media = الملف
desk-part-caption = التعليق
desk-part-alt = النص البديل
desk-part-credit = صاحب الصورة
desk-part-article = الخبر
desk-part-title = الاسم
desk-revision-n = المراجعة { $n }
desk-live-n = المنشور منها { $n }
desk-done-published = خرج إلى القرّاء.
desk-done-scheduled = حُدد وقت نشره.
desk-done-withdrawn = سُحب، ويقول عنوانه للقرّاء لماذا.
desk-done-moved = انتقل إلى مرحلته.
desk-done-approved = سُجّلت موافقتك على هذه المراجعة وحدها.
desk-done-assigned = حُدد من يتولّاه.
desk-done-released = رُفعت المكابح عنك ربع ساعة: أعد ما أردت.
desk-done-embargo = تغيّر حظر النشر.
desk-done-note_dropped = أُزيلت الملاحظة، ولن تخرج إلى القرّاء.
desk-receipt = إيصال النشر
desk-on-its-way = في الطريق إلى القرّاء…
desk-look-again = انظر الآن
desk-visible-after = ظهر للقراء بعد { $name } ث
desk-step-purged = أُفرغت الصفحات القديمة
desk-step-read-back = قُرئ من عنوانه
desk-step-in-feed = في الخلاصة
desk-step-in-story = في خلاصة الملف
desk-step-indexed = في البحث
desk-step-gave-up = لم تظهر خطوة في وقتها: السجل يقول أيها
desk-withdrawn-for = سُحب، وقيل للقرّاء:
desk-scheduled-for = يُنشر تلقائيًا
desk-unschedule = ألغِ الموعد
desk-embargo = حظر النشر
desk-embargo-until = محظور حتى
desk-embargo-hint = لا يُرى شيء منه، ولا من صوره، قبل هذا الوقت. اتركه فارغًا لترفع الحظر.
desk-set-embargo = احفظ الحظر
desk-checklist = قبل أن يخرج
desk-blocking = يمنع النشر
desk-advice = نصيحة
desk-places-n = { $n ->
    [zero] لا مواضع
    [one] في موضع واحد
    [two] في موضعين
    [few] في { $n } مواضع
    [many] في { $n } موضعًا
   *[other] في { $n } موضع
}
desk-rule-headline_length = العنوان قصير يظهر كاملًا (110 أحرف على الأكثر)
desk-rule-lead = له مقدمة
desk-rule-authors = موقّع باسم أو منسوب إلى مصدر
desk-rule-sources = سلسلة المصادر مكتوبة
desk-rule-speakers = كل تصريح باسم قائله
desk-rule-picture = له صورة رئيسية
desk-rule-picture_alt = لكل صورة نص بديل
desk-rule-picture_credit = كل صورة منسوبة إلى صاحبها
desk-rule-picture_rights = حقوق الصور سارية وقت النشر
desk-rule-topics = له موضوعات
desk-two-persons = هذا القسم يطلب شخصين: من ينشر، وآخر يوافق على هذه المراجعة نفسها.
desk-approved-by = وافق عليها
desk-approve = أوافق على هذه المراجعة
desk-send = إلى القرّاء
desk-what-sort = ماذا تغيّر؟
desk-change-quiet = تحرير لا يحتاج إلى تنبيه
desk-change-update = تحديث: جديد أُضيف
desk-change-clarification = توضيح: كان يُفهم خطأ
desk-change-error = تصويب: كان خطأ
desk-note-for-readers = ما يُقال للقرّاء
desk-on-top = فوق النص، لأن المعنى تغيّر
desk-when = متى
desk-now = الآن
desk-later = في وقت لاحق
desk-at = بتوقيت
desk-publish = انشر
desk-how-it-is-shared = كيف يظهر حين يُشارك
desk-no-picture = بلا صورة رئيسية: تُرسم بطاقة من العنوان.
desk-stage = المرحلة
desk-stage-writing = كتابة
desk-stage-review = مراجعة
desk-stage-legal = مراجعة قانونية
desk-stage-ready = جاهز
desk-assigned-to = من يتولّاه
desk-nobody = لا أحد
desk-due = مطلوب قبل
desk-assign = احفظ
desk-withdraw = اسحبه
desk-withdraw-hint = يختفي من كل الصفحات والخلاصات والبحث في الحال، ويبقى عنوانه يقول إنه سُحب ولماذا.
desk-reason = السبب، كما يقرؤه القرّاء
desk-held-by-checklist = لا يخرج بعد، ينقصه: { $name }
desk-held-by-second-person = لا يخرج بعد: يجب أن يوافق شخص غيرك على هذه المراجعة.
desk-note-waiting = ملاحظة للقراء تنتظر شخصًا ثانيًا
desk-note-waits = القسم يطلب شخصين: حُفظت الملاحظة، وتظهر للقراء حين يرسلها زميل آخر كما هي.
desk-note-second = أقرّها وانشرها
desk-note-refuse = ارفضها
desk-note-take-back = تراجع عن ملاحظتك
desk-note-gone = لم تعد هذه الملاحظة تنتظر: خرجت، أو أُزيلت، أو كُتبت غيرها.
desk-note-goes-with = تخرج مع
desk-note-passage = عن هذا الموضع:
desk-note-stood = كان النص:
desk-note-stands = وصار:
desk-note-older = لدى القرّاء مراجعة أحدث من التي كانت هذه الملاحظة ستخرج معها، فلا تخرج بعد الآن. اكتبها من جديد إن بقيت حاجة إليها.
desk-another-note-waits = ملاحظة أخرى لزميل تنتظر شخصًا ثانيًا ولا يُكتب فوقها. لم تُحفظ ملاحظتك وهي ما زالت هنا. أقرّ تلك أو ارفضها، أو انشر مراجعة أحدث أولًا.
desk-withdrawal-is-no-note = السحب ليس ملاحظة: اسحب الخبر من أسفل الورقة.
desk-description-waiting = وصف ينتظر شخصًا ثانيًا
desk-description-waits = يراها قراء قسم يطلب شخصين: حُفظ ما كُتب، ويأخذ مكانه حين يقرّه زميل ينشر هناك.
desk-description-waits-rights-hold = ما حدّدته لحق عرضها سارٍ من الآن. ويراها قراء قسم يطلب شخصين: حُفظ الكلام المكتوب، ويأخذ مكانه حين يقرّه زميل ينشر هناك.
desk-another-description-waits = كلام آخر لزميل ينتظر شخصًا ثانيًا. لم يُحفظ شيء، وما كتبته ما زال هنا. انظر ما كتبه؛ وإن حفظت مرة أخرى انتظر ما كتبته بدلًا منه.
desk-description-second = أقرّه كما هو
desk-held-by-brake = غيّرت كثيرًا مما يراه القرّاء في وقت قصير. إن كنت تقصد ذلك فارفع المكابح وأكمل.
desk-release-brake = أقصد ذلك، ارفعها ربع ساعة
desk-not-published = لم يُنشر بعد، فلا شيء يُصوَّب.
desk-is-withdrawn = سُحب هذا الخبر.
desk-has-no-headline = لا يُنشر خبر بلا عنوان.
desk-has-no-text = لا يُنشر خبر بلا نص.
desk-rights-over-by-then = ينتهي حقنا في عرض صورة فيه قبل ذلك الوقت: بدّل الصورة أو احذفها، أو اختر وقتًا أقرب.
desk-clock-holds = ساعة هذا الجهاز موضع شك، فلا يُعرف هل انتهى الحظر. صحّحها، أو ليؤكّد رئيس تحرير في أعلى صفحة المكتب أنها صحيحة.
desk-time-is-over = اختر وقتًا لم يمضِ بعد.
desk-say-why = اكتب ما يُقال للقرّاء، في 2000 حرف على الأكثر.

# السجل
desk-trail = السجل
desk-trail-hint = من فعل ماذا ومتى. كل سطر مختوم بما قبله، فلا يُغيّر سطر ولا يُحذف إلا ظهر. للتحقق:
desk-who = من
desk-everybody = الجميع
desk-did-what = ماذا فعل
desk-did-anything = كل شيء
desk-to-what = رقم الخبر أو غيره
desk-look = ابحث
desk-nothing-found = لا شيء هنا.
desk-earlier = ما قبله
desk-by-clock-for = الساعة، بأمر { $name }
desk-by-program = برنامج { $name }
desk-did-article_created = بدأ خبرًا
desk-did-article_revised = حفظ مراجعة
desk-did-candidate_moved = نقل إلى مرحلة
desk-did-candidate_approved = وافق على مراجعة
desk-did-note_asked = طلب ملاحظة للقراء تنتظر كلمة ثانية
desk-did-note_dropped = أزال ملاحظة كانت تنتظر كلمة ثانية
desk-did-description_asked = طلب وصفًا لصورة ينتظر كلمة ثانية
desk-did-article_assigned = حدد من يتولّى خبرًا
desk-did-article_scheduled = حدد موعد نشر
desk-did-article_unscheduled = ألغى موعد نشر
desk-did-schedule_held = أُوقف موعد نشر
desk-did-embargo_set = غيّر حظر النشر
desk-did-article_published = نشر
desk-did-article_corrected = صوّب
desk-did-article_withdrawn = سحب
desk-did-batch_published = استورد
desk-did-picture_uploaded = رفع صورة
desk-did-recording_uploaded = رفع تسجيلًا
desk-did-picture_rights_ended = انتهت حقوق صورة
desk-did-front_arranged = رتّب واجهة
desk-did-alert_raised = أطلق عاجلًا
desk-did-alert_ended = أنهى عاجلًا
desk-did-section_rules_set = غيّر ما يطلبه قسم
desk-did-brake_released = رفع المكابح
desk-did-account_saved = غيّر حسابًا
desk-did-token_issued = أصدر رمزًا لبرنامج
desk-did-published_rebuilt = أعاد بناء ما يراه القرّاء

# اليوم والقائمة
desk-today = اليوم
desk-list = الأخبار
desk-late = فات موعدها ولم تُنشر
desk-mine = لي
desk-mine-none = لا شيء لك الآن.
desk-waiting = ينتظرك
desk-waiting-none = لا أحد ينتظر منك شيئًا.
desk-next-hours = يُنشر في ست ساعات
desk-next-none = لا شيء مجدول.
desk-live-list = ما يراه القرّاء الآن
desk-health = حال الموقع
desk-health-pages = { $n ->
    [zero] الصفحات مواكبة لكل ما حدث
    [one] الصفحات متأخرة حدثًا واحدًا
    [two] الصفحات متأخرة حدثين
    [few] الصفحات متأخرة { $n } أحداث
    [many] الصفحات متأخرة { $n } حدثًا
   *[other] الصفحات متأخرة { $n } حدث
}
desk-health-search = { $n ->
    [zero] البحث مواكب لكل ما حدث
    [one] البحث متأخر حدثًا واحدًا
    [two] البحث متأخر حدثين
    [few] البحث متأخر { $n } أحداث
    [many] البحث متأخر { $n } حدثًا
   *[other] البحث متأخر { $n } حدث
}
desk-health-late = { $n ->
    [zero] لا عمل متأخر عن موعده
    [one] أقدم عمل متأخر ثانية واحدة
    [two] أقدم عمل متأخر ثانيتين
    [few] أقدم عمل متأخر { $n } ثوانٍ
    [many] أقدم عمل متأخر { $n } ثانية
   *[other] أقدم عمل متأخر { $n } ثانية
}
desk-health-failed = { $n ->
    [zero] لا عمل أخفق
    [one] عمل واحد أخفق
    [two] عملان أخفقا
    [few] { $n } أعمال أخفقت
    [many] { $n } عملًا أخفقت
   *[other] { $n } عمل أخفقت
}
desk-state = الحال
desk-state-draft = مسودة
desk-state-scheduled = مجدول
desk-state-embargoed = محظور النشر
desk-state-live = منشور
desk-state-changed = منشور، وله مراجعة أحدث
desk-state-withdrawn = مسحوب
desk-words = كلمات فيه
desk-edition = الطبعة
desk-section = القسم
desk-any = الكل
desk-author = الكاتب
desk-from-day = بدأ من يوم
desk-to-day = إلى يوم
desk-kept-filters = ما تبحث عنه عادة
desk-keep-filter = احفظ هذا البحث
desk-filter-name = اسمه
desk-forget-filter = انسَ «{ $name }»
desk-with = عند
desk-rename = غيّر العنوان
desk-headline-for = العنوان
desk-not-renamed = عدّل زميل هذا الخبر في الأثناء فلم يتغيّر عنوانه. راجعه أولًا. ما كتبته: { $name }
desk-file-under = انقله إلى القسم
desk-written-by = يكتب فيها
desk-open-at = مفتوحة عند
desk-with-chosen = ما اخترت:
desk-move-to = انقله إلى المرحلة
desk-give-to = أعطه له
desk-done-n = { $n ->
    [zero] لم يتغيّر شيء.
    [one] تغيّر خبر واحد.
    [two] تغيّر خبران.
    [few] تغيّرت { $n } أخبار.
    [many] تغيّر { $n } خبرًا.
   *[other] تغيّر { $n } خبر.
}
desk-refused-n = { $n ->
    [zero] ولم يُرفض شيء.
    [one] وبقي خبر واحد كما هو: لا يجوز لك ذلك فيه.
    [two] وبقي خبران كما هما: لا يجوز لك ذلك فيهما.
    [few] وبقيت { $n } أخبار كما هي: لا يجوز لك ذلك فيها.
    [many] وبقي { $n } خبرًا كما هي: لا يجوز لك ذلك فيها.
   *[other] وبقي { $n } خبر كما هي: لا يجوز لك ذلك فيها.
}
desk-prove-to-release = أثبت هويتك قبل رفع المكابح؛ وما كتبته باقٍ هنا.
desk-headline-too-long = العنوان 300 حرف على الأكثر. ما كتبته: { $name }
desk-letters-on = الحروف المفردة مفاتيح
desk-keys = المفاتيح
desk-key-next = السطر التالي
desk-key-before = السطر السابق
desk-key-order = نفّذ: احفظ أو انشر
desk-close = أغلق
desk-key-move = تنقّل
desk-key-open = افتح
desk-key-choose = اختر

# المعاينة
desk-preview-link = رابط المعاينة
desk-preview-link-hint = من معه هذا الرابط يرى أحدث مراجعة قبل القرّاء. لن يظهر هنا مرة أخرى.
desk-preview-qr = رمز يفتح المعاينة على الهاتف
desk-look-name = المظهر
desk-look-own = كما يختار القارئ
desk-look-light = فاتح
desk-look-dark = داكن
desk-look-lite = خفيف
desk-look-print = مطبوع
desk-on-paper = على الورق
desk-as-shared = حين يُشارَك رابطها
desk-card-alt = الصورة التي ترافق الرابط وعليها العنوان
desk-as-found = في محرك بحث
desk-preview-whole = افتحها وحدها
desk-preview-print = للطباعة: افتحها وحدها واطبعها من المتصفح (Ctrl+P).
desk-on-a-phone = على هاتف، بعرض
desk-wide = على شاشة عريضة
desk-preview-phone = على هاتف حقيقي
desk-preview-alive = { $n ->
    [zero] لا رابط يعمل
    [one] رابط واحد يعمل حتى
    [two] رابطان يعملان، آخرهما حتى
    [few] { $n } روابط تعمل، آخرها حتى
    [many] { $n } رابطًا تعمل، آخرها حتى
   *[other] { $n } رابط تعمل، آخرها حتى
}
desk-preview-end = أبطل الروابط كلها
desk-preview-life = كم يعيش
desk-life-hour = ساعة
desk-life-day = يومًا
desk-life-week = أسبوعًا
desk-preview-make = رابط جديد

# The editor
desk-editor = المحرّر
desk-new-article = خبر جديد
desk-untitled = (بلا عنوان)
desk-corrections-are-now = التصويب والتوضيح والتحديث تُنشر ساعة كتابتها: اختر «الآن»، أو انشر بلا تنبيه.
desk-newer-is-live = نُشرت مراجعة أحدث من هذه منذ فتحت الورقة: انظر إليها قبل أن تنشر.
desk-more = مزيد من الشروط
desk-did-edition_saved = حفظ طبعة
desk-did-section_saved = حفظ قسمًا
desk-did-section_moved = نقل قسمًا
desk-did-section_closed = أغلق قسمًا
desk-did-section_reopened = أعاد فتح قسم
desk-did-access_changed = غيّر دخول حساب
desk-did-picture_described = وصف صورة
desk-did-picture_rights_begun = بدأت حقوق صورة
desk-did-article_filed = نقل خبرًا إلى قسم
desk-did-translation_linked = ربط ترجمة
desk-did-translation_unlinked = فكّ ترجمة
desk-did-card_drawn = رُسمت بطاقة مشاركة
desk-did-story_opened = فتح ملفًا
desk-did-story_changed = غيّر ملفًا
desk-did-story_paused = أوقف ملفًا
desk-did-story_resumed = استأنف ملفًا
desk-did-story_ended = أنهى ملفًا
desk-did-story_pieces_placed = وضع أخبارًا في ملف
desk-did-story_piece_taken_out = أخرج خبرًا من ملف
desk-did-story_piece_pinned = ثبّت خبرًا في ملف
desk-did-story_piece_unpinned = رفع تثبيت خبر في ملف
desk-did-stories_merged = دمج ملفين
desk-did-story_split = قسم ملفًا
desk-did-standing_page_saved = حفظ صفحة ثابتة
desk-did-standing_page_published = نشر صفحة ثابتة
desk-did-standing_page_taken_down = أزال صفحة ثابتة
desk-did-menu_saved = حفظ قائمة
desk-did-head_menu_saved = حفظ قائمة الرأس
desk-did-channels_set = غيّر القنوات
desk-did-redirect_added = أضاف تحويلًا
desk-did-redirect_removed = أزال تحويلًا
desk-did-front_went_back = أعاد واجهة إلى ما كانت
desk-did-front_turned = تغيّرت واجهة في موعدها
desk-did-pins_held = أُوقفت تثبيتات
desk-did-alert_changed = غيّر عاجلًا
desk-did-alert_began = بدأ عاجل في موعده
desk-did-days_recounted = أُعيد عدّ الأيام
desk-did-stages_set = غيّر المراحل
desk-did-preview_opened = فتح رابط معاينة
desk-did-previews_ended = أنهى روابط المعاينة
desk-did-brake_set = ضبط المكابح

## Passkeys
desk-by-passkey = مفتاح مرور
desk-by-passkey-hint = بصمتك أو وجهك أو قفل جهازك، بلا كلمة سر ولا رمز.
desk-use-passkey = ادخل بمفتاح مرور
desk-passkey-failed = لم يعطِ الجهاز مفتاحًا. أعد المحاولة، أو استعمل طريقة أخرى في هذه الصفحة.
desk-wrong-passkey = مفتاح المرور هذا لا يفتح شيئًا هنا.
desk-passkey-late = مضى على الطلب وقت أطول مما ينبغي، أو أُجيب عنه من قبل. أعد المحاولة.
desk-too-many-passkeys = لديك عشرون مفتاح مرور. احذف واحدًا أولًا.
desk-no-passkeys-here = لا مفاتيح مرور على هذا العنوان.
desk-passkeys-elsewhere = مفاتيح المرور تعمل على هذا العنوان:
desk-passkeys = مفاتيح المرور
desk-passkeys-why = مفتاح على هاتفك أو حاسوبك يُدخلك ببصمة أو وجه أو قفل الجهاز. يقوم مقام كلمة السر والخطوة الثانية معًا، ولا ينخدع بموقع يقلّد هذا.
desk-passkey-unnamed = مفتاح بلا اسم
desk-passkey-since = أُضيف:
desk-passkey-used = آخر دخول به:
desk-passkey-remove = احذف
desk-passkey-name = اسم المفتاح
desk-passkey-name-hint = لتعرفه بين غيره: «هاتفي» مثلًا. إن تركته فارغًا سُمّي باسم هذا الجهاز.
desk-passkey-add = أضف مفتاح مرور
desk-passkey-added = أُضيف مفتاح المرور. به تدخل من الآن.

## The identity provider
desk-by-provider = ادخل عبر { $name }
desk-provider-back = عرفك مزوّد الهوية. بقيت خطوة واحدة إلى غرفة الأخبار.
desk-visit-over = انتهى وقت الدخول عبر مزوّد الهوية، أو بدأ في متصفح آخر. أعد المحاولة من هنا.
desk-not-invited = عرفك مزوّد الهوية، لكن لا حساب لك في غرفة الأخبار أو أنه موقوف. اطلب من مدير الموقع أن يدعوك بعنوان بريدك هذا.
desk-provider-away = مزوّد الهوية لا يجيب الآن. ادخل بطريقة أخرى أو أعد المحاولة بعد قليل.
desk-provider-refused = لم يُدخلك مزوّد الهوية، أو لم يُقبل جوابه. أعد المحاولة، وإن تكرر ذلك فأخبر مدير الموقع.

## Letters that wait
desk-letter-reset = بداية جديدة في مكتب خبر
desk-letter-reset-words = أزال مدير الموقع كلمة سرك وخطوتك الثانية ومفاتيح المرور، وأُخرجت أجهزتك كلها. ادخل بهذا الرابط وضعها من جديد.
desk-letter-waits = رسالة لم تُرسَل
desk-letter-held = لم تُرسَل الرسالة إليه بعد. قال خادم البريد:
desk-letter-again = تُعاد المحاولة:
desk-letter-given-up = لن تُعاد المحاولة. سلّمه الرابط بيدك، أو أرسل رسالة جديدة بعد إصلاح البريد.

## Settings
desk-settings = الإعدادات
desk-editions = الطبعات
desk-editions-hint = كيف تكتب كل طبعة ما يكتبه البرنامج: أرقامها وشهورها وتقويمها وعلامات اقتباسها وعناوين صفحاتها.
desk-policy-on = مطلوبة: لا ينشر أحد ولا يدير الفريق قبل أن يفعّل خطوة ثانية أو مفتاح مرور.
desk-policy-off = غير مطلوبة: تكفي كلمة السر أو رابط الدخول لكل شيء.
desk-policy-turn-on = اطلبها من الجميع
desk-policy-turn-off = لا تطلبها
desk-own-step-first = فعّل خطوة ثانية لنفسك أولًا، وإلا مُنعت أنت من إدارة الموقع.
desk-set-name = اسم الموقع في هذه الطبعة
desk-set-tagline = السطر تحت الاسم
desk-set-lang = اللغة
desk-set-digits = الأرقام
desk-set-months = أسماء الشهور
desk-set-clock = الساعة
desk-set-clock-h12 = 1:40 م
desk-set-hijri = التاريخ الهجري بجانب الميلادي
desk-set-hijri_shift = فرق رؤية الهلال عن الحساب، بالأيام
desk-set-week = أول أيام الأسبوع
desk-set-week-saturday = السبت
desk-set-week-sunday = الأحد
desk-set-week-monday = الاثنين
desk-set-quotes = علامات الاقتباس
desk-set-quotes-usual = ما تعتاده لغة الطبعة
desk-set-tanwin = تنوين النصب في كلمات البرنامج
desk-set-slugs = عناوين المقالات
desk-set-slugs-arabic = بحروف العنوان نفسه
desk-set-slugs-transliterated = بحروف لاتينية
desk-set-slugs-id_only = برقم المقالة وحده
desk-set-zone = المنطقة الزمنية
desk-set-sample = هكذا يُكتب الآن:
desk-set-hint = يسري التغيير فورًا على كل الصفحات. عناوين المقالات التي نُشرت من قبل تبقى كما هي.
desk-set-done = حُفظت الإعدادات، وتظهر للقرّاء الآن.
desk-set-refused = لم تُحفظ: في النموذج قيمة لا تصلح. راجع الحقول وأعد المحاولة.
desk-set-no-such-zone = لا منطقة زمنية بهذا الاسم. اختر واحدة من القائمة، مثل Asia/Beirut.
desk-did-second_factor_policy_set = غيّر ما يُطلب من خطوة ثانية
desk-brake = الكابح
desk-brake-hint = من غيّر أكثر من هذا في وقت قصير سُئل أولًا أيقصد ذلك: زلّة يد واحدة، أو برنامج جامح، لا يقلبان الموقع.
desk-brake-publications = عمليات نشر وتصويب، على الأكثر
desk-brake-withdrawals = مواد مسحوبة، على الأكثر
desk-brake-minutes = خلال (بالدقائق)
desk-brake-refused = لم يُضبط الكابح: من 1 إلى 100000 تغيير، في 1 إلى 1440 دقيقة.
desk-rules = ما يطلبه كل قسم قبل النشر
desk-rules-hint = ما لا يقوله القسم يأخذه من القسم فوقه، وإلا كان نصيحة لا تمنع.
desk-rules-two-persons = شخصان: ينشر واحد ما وافق عليه آخر
desk-rules-done = حُفظ ما يطلبه القسم، ويسري من الآن.
desk-weight-blocking = يمنع النشر
desk-weight-advice = نصيحة
desk-weight-off = لا يُنظر فيه
desk-stages = المراحل
desk-stages-what = من الكتابة حتى الجاهزية.
desk-stages-change = رتّب المراحل
desk-stages-hint = تبدأ كل مادة في المرحلة الأولى، وتكون جاهزة للنشر في الأخيرة. ما كان في مرحلة حُذفت يعود إلى الأولى.
desk-stages-new = مرحلة جديدة
desk-stages-place = ترتيبها
desk-stages-name = اسمها
desk-stages-role = من ينقل إليها، على الأقل
desk-stages-drop = احذف هذه المرحلة
desk-stages-done = حُفظت المراحل.
desk-stages-refused = لم تُحفظ: المراحل بين اثنتين وثمان، ولكل مرحلة جديدة اسم من ستين حرفًا على الأكثر.
desk-set-overtaken = غيّره غيرك في هذه الأثناء، ولم يُحفظ شيء مما كتبت بعد. ما كتبته باقٍ في النموذج، وبجانب ما يختلف ما هو عليه الآن. احفظ مرة أخرى ليحلّ ما كتبته محلّه.
desk-set-stands = هو الآن:
desk-set-on = مختار
desk-set-off = غير مختار
desk-set-prove-first = لم يُحفظ بعد: أثبت هويتك أولًا. ما كتبته باقٍ هنا؛ عُد إلى هذه الصفحة واحفظ مرة أخرى.

## مكتبة الوسائط
desk-library = المكتبة
desk-library-words = كلمات في الشرح أو صاحب الحق أو الوصف
desk-library-only = اعرض فقط
desk-library-mine = ما رفعتُه أنا
desk-library-uncredited = بلا صاحب حق
desk-library-ending = حقوقها تنتهي خلال شهر أو انتهت
desk-library-archive = صور أرشيفية
desk-library-empty = لا صورة هنا تطابق ما تبحث عنه.
desk-library-further = لا صورة مما نُظر فيه تطابق ما تبحث عنه؛ ابحث في الأقدم.
desk-recording-unknown = لم يُقبل: ليس هذا ملفًا بصيغة MP4 أو M4A أو WebM أو MP3 أو Ogg أو WAV.
desk-recording-quicktime = لم يُقبل: هذا فيلم QuickTime، ولا تشغّله كل المتصفحات. احفظه بصيغة MP4 وأعد المحاولة.
desk-recording-nothing = لم يُقبل: ليس في هذا الملف ما يُرى أو يُسمع.
desk-recording-damaged = لم يُقبل: الملف تالف، أو لم يصل كله.
desk-recording-too-long = لم يُقبل: الملف أكبر من { $name } ميغابايت.
desk-recording-empty = لم يُقبل: الملف فارغ.
desk-recording-too-many = لم يُرفع: لك ملفات كثيرة لم يكتمل رفعها. أكمل أحدها في المكتبة، أو ألغِ رفعه.
desk-recording-no-room = لم يُرفع: لا مكان له الآن. أعد المحاولة لاحقًا.
desk-recording-gone = انتهت مهلة هذا الرفع: ابدأه من جديد.
desk-recording-failed = لم يُرفع: وقع خلل من جهتنا. أعد المحاولة.
desk-upload-files = صور جديدة
desk-upload-hint = اختر ملفات، أو أفلتها في أي موضع من هذه الصفحة. لا يراها القرّاء قبل أن يُنشر ما يعرضها.
desk-upload = ارفعها
desk-upload-results = ما رُفع
desk-unfinished = ملفات لم يكتمل رفعها
desk-unfinished-hint = ما وصل منها محفوظ. اختر الملف نفسه ليُستأنف رفعه من حيث توقّف، أو ألغِ الرفع.
desk-unfinished-until = يُحفظ ما وصل منه حتى
desk-unfinished-unnamed = ملف بلا اسم
desk-unfinished-recording = تسجيل: اختره ثانية في مادته، في المتصفح نفسه.
desk-unfinished-go-on = اختر الملف وتابع
desk-unfinished-drop = ألغِ الرفع
desk-unfinished-other = هذا ملف آخر: اختر الملف الذي بدأت رفعه، باسمه نفسه وحجمه.
desk-unfinished-stays = لم يُحذف ما وصل منه. أعد المحاولة.
desk-archive-unturned = لم يتغيّر: لم يصل ذلك إلى الخادم أو تعذّر حفظه. أعد المحاولة.
desk-archive-signed-out = لم يتغيّر: انتهت جلستك. ادخل ثم أعد المحاولة.
desk-upload-waits = ينتظر دوره
desk-upload-goes = يُرفع…
desk-upload-done = صار في المكتبة.
desk-upload-twin = الملف نفسه في المكتبة من قبل
desk-alike = صورة تشبهها موجودة في المكتبة:
desk-credentials = مع الأصل بيانات منشأ موقّعة (Content Credentials، وفق معيار C2PA) تبقى معه؛ لا تنتقل إلى ما يراه القرّاء. للتحقّق منها نزّل الأصل.
desk-take-original = تنزيل الأصل كما جاء
desk-rights-ending = صور منشورة تنتهي حقوقها قريبًا
desk-upload-look = راجعها
desk-upload-silent = لا يقول الملف شيئًا عن نفسه: صِف الصورة.
desk-upload-too-many = لم يُرفع: { $name } ملفًا في المرة الواحدة على الأكثر. أعده بعد أن تنتهي هذه.
desk-upload-awaits = انقطع الخط؛ يُستأنف الرفع حين يعود.
desk-upload-offline = لم يُرفع: لا اتصال بالخادم. أعد المحاولة.
desk-upload-signed-out = لم يُرفع: انتهت جلستك. ادخل ثم أعد المحاولة.
desk-upload-failed = لم يُقبل: تعذّر إعداد أحجامه. احفظ الصورة بصيغة JPEG وأعد المحاولة.
desk-upload-empty = لم يُقبل: الملف فارغ.
desk-upload-too-large = لم يُقبل: الملف أكبر من { $name } ميغابايت.
desk-upload-foreign = لم يُقبل: ملفات { $name } لا تُقبل. احفظ الصورة بصيغة JPEG أو PNG أو WebP.
desk-upload-not-a-picture = لم يُقبل: ليس هذا صورة بصيغة JPEG أو PNG أو GIF أو WebP.
desk-upload-damaged = لم يُقبل: الصورة تالفة.
desk-upload-side-too-long = لم يُقبل: أحد جانبي الصورة أطول من 16384 بكسل.
desk-upload-too-many-pixels = لم يُقبل: في الصورة أكثر من 64 مليون بكسل.
desk-upload-too-many-frames = لم يُقبل: الصورة المتحركة أطول من 300 لقطة.
desk-upload-too-many-passes = لم يُقبل: الصورة مرسومة في أكثر من 64 طبقة متتالية. احفظها من جديد بصيغة JPEG.
desk-upload-needs-too-much-memory = لم يُقبل: فتح هذه الصورة يحتاج ذاكرة أكثر مما يُعطى.
desk-caption = شرح الصورة
desk-alt = وصف لمن لا يراها
desk-credit = صاحب الحق، كما يُكتب للقرّاء
desk-picture-source = من أين جاءتنا
desk-picture-source-hint = للزملاء وحدهم: خدمة وكالة، رسالة، مكتب إعلامي.
desk-licence = الرخصة: عنوانها أو نصها
desk-rights-window = متى يجوز عرضها، بتوقيت
desk-rights-from = من
desk-rights-until = حتى
desk-rights-end = تنتهي حقوقها
desk-rights-over = انتهت حقوقها
desk-rights-dark = لا يجوز لنا عرضها الآن: القرّاء لا يرونها في أي صفحة.
desk-rights-unread = لم يُفهم وقت الحقوق. اكتبه يومًا وساعة.
desk-rights-turned = تنتهي الحقوق قبل أن تبدأ. صحّح أحد الوقتين.
desk-rights-need-editor = مدة جواز عرض الصورة يغيّرها محرّر، أينما عُرضت. لم يُحفظ شيء، وما كتبته ما زال هنا.
desk-focal = نقطة التركيز
desk-focal-hint = ما عليه النقطة يبقى في كل قصّ. انقر على الصورة، أو اضغط F ثم الأسهم (مع Shift خطوة خطوة).
desk-focal-across = من اليسار ٪
desk-focal-down = من الأعلى ٪
desk-focal-unread = نقطة التركيز رقمان من 0 إلى 100.
desk-crops = كما ستُقصّ
desk-time-taken = زمن الصورة
desk-archive-picture = صورة أرشيفية
desk-taken-on = التُقطت في
desk-taken-on-hint = السنة وحدها، أو السنة والشهر، أو اليوم كله:
desk-day-unread = لم يُفهم يوم الالتقاط. اكتب السنة وحدها، أو السنة والشهر، أو اليوم كله، كما في المثال تحت الحقل.
desk-line-too-long = السطر الواحد 1000 حرف على الأكثر، والشرح 4000.
desk-no-caption = بلا شرح
desk-no-credit = بلا صاحب حق
desk-picture = صورة
desk-picture-saved = حُفظ.
desk-picture-changed-meanwhile = غيّر أحد الزملاء في هذه الأثناء ما يُقال عن هذه الصورة. لم يُحفظ شيء، وما كتبته ما زال هنا. انظر ما هو محفوظ الآن؛ وإن حفظت مرة أخرى حلّ ما كتبته محلّه.
desk-picture-theirs = المحفوظ الآن
desk-shown-anew-n = { $n ->
    [zero] لا خبر منشور تغيّر.
    [one] خبر واحد منشور يعرضها الآن كما حفظتها.
    [two] خبران منشوران يعرضانها الآن كما حفظتها.
    [few] { $n } أخبار منشورة تعرضها الآن كما حفظتها.
    [many] { $n } خبرًا منشورًا تعرضها الآن كما حفظتها.
   *[other] { $n } خبر منشور تعرضها الآن كما حفظتها.
}
desk-shown-later = يراه القرّاء مع النشر التالي لكل خبر يعرضها.
desk-reaches-readers = القرّاء يرون هذه الصورة: ما تحفظه يصل إليهم فورًا.
desk-reaches-later = القرّاء يرون هذه الصورة: ما تحفظه يصل إليهم مع النشر التالي لكل خبر يعرضها.
desk-used = أين تُعرض
desk-used-nowhere = لا خبر يعرضها.
desk-used-live = منشور
desk-used-work = قيد العمل
desk-used-page = صفحة القرّاء
desk-came-in = أدخلها:
desk-key-archive = أرشيفية أم لا
desk-did-picture_shown_anew = وصلت صورة إلى القرّاء كما وُصفت
desk-moved-by-rules = تغيّرت قواعد الساعة بعد الجدولة
desk-moved-by-rules-hint = تخرج هذه المواد في لحظتها المحددة نفسها، لكن ساعة البلد ستُظهر حينها غير ما قُصد. افتحها وثبّت الموعد أو غيّره.
desk-moved-by-rules-meant = المقصود:
desk-held = جاء وقتها ولم تُنشر
desk-held-for-not-allowed = من جدولها لم يعد يجوز له النشر هنا.
desk-held-for-nothing-left = لم يبق ما يُنشر.
desk-held-for-section-closed = قسمها أُغلق.
desk-held-for-picture-rights = انتهى حقنا في عرض صورة فيها. بدّل الصورة أو احذفها من الخبر، ثم انشر.
desk-held-for-checklist = ينقصها ما يطلبه قسمها قبل النشر.
desk-held-for-second-person = لم يوافق عليها شخص ثانٍ.

## الملاحظات
desk-mentions = ذُكرتَ في ملاحظات
desk-did-note_written = كتب ملاحظة
desk-did-note_resolved = أنهى ملاحظة
desk-did-note_reopened = أعاد فتح ملاحظة

# The machine
desk-did-clock_confirmed = قال إن الساعة صحيحة
desk-did-copy_found = تبيّن أن هذه الغرفة نسخة
desk-did-copy_lifted = أذن للنسخة بالنشر
desk-machine = الجهاز موضع شك
desk-clock-ahead = { $n ->
    [zero] ساعة هذا الجهاز متقدمة على الوقت المؤكد. يبقى الحظر قائمًا، وتنتظر المواد المجدولة الوقت المؤكد.
    [one] ساعة هذا الجهاز متقدمة ثانية على الوقت المؤكد. يبقى الحظر قائمًا، وتنتظر المواد المجدولة الوقت المؤكد.
    [two] ساعة هذا الجهاز متقدمة ثانيتين على الوقت المؤكد. يبقى الحظر قائمًا، وتنتظر المواد المجدولة الوقت المؤكد.
    [few] ساعة هذا الجهاز متقدمة { $n } ثوانٍ على الوقت المؤكد. يبقى الحظر قائمًا، وتنتظر المواد المجدولة الوقت المؤكد.
    [many] ساعة هذا الجهاز متقدمة { $n } ثانيةً على الوقت المؤكد. يبقى الحظر قائمًا، وتنتظر المواد المجدولة الوقت المؤكد.
   *[other] ساعة هذا الجهاز متقدمة { $n } ثانية على الوقت المؤكد. يبقى الحظر قائمًا، وتنتظر المواد المجدولة الوقت المؤكد.
}
desk-clock-behind = { $n ->
    [zero] ساعة هذا الجهاز متأخرة عن الوقت المؤكد. يبقى الحظر قائمًا، وتتأخر المواد المجدولة.
    [one] ساعة هذا الجهاز متأخرة ثانية عن الوقت المؤكد. يبقى الحظر قائمًا، وتتأخر المواد المجدولة.
    [two] ساعة هذا الجهاز متأخرة ثانيتين عن الوقت المؤكد. يبقى الحظر قائمًا، وتتأخر المواد المجدولة.
    [few] ساعة هذا الجهاز متأخرة { $n } ثوانٍ عن الوقت المؤكد. يبقى الحظر قائمًا، وتتأخر المواد المجدولة.
    [many] ساعة هذا الجهاز متأخرة { $n } ثانيةً عن الوقت المؤكد. يبقى الحظر قائمًا، وتتأخر المواد المجدولة.
   *[other] ساعة هذا الجهاز متأخرة { $n } ثانية عن الوقت المؤكد. يبقى الحظر قائمًا، وتتأخر المواد المجدولة.
}
desk-clock-confirm = الساعة صحيحة
desk-clock-hint = قارنها بساعة أخرى أولًا؛ فما حان موعده بها يخرج فورًا.
desk-restored = هذه نسخة مستعادة أو مستنسخة من غرفة أخبار. لا يُنشر منها شيء ولا تُرسل رسالة حتى يأذن بذلك من يعمل على الجهاز نفسه، بالأمر «khabar restored lift».

## What a text leads to

audio-untitled = تسجيل صوتي
map-open = افتح الخريطة على { $site }
file-label = مستند
desk-block-audio = تسجيل صوتي
desk-block-map = خريطة
desk-block-file = مستند
desk-part-recorder = صاحب التسجيل
desk-part-length = المدة
desk-part-degrees = الإحداثيات
desk-part-format = النوع
desk-part-weight = الحجم
## ما يُطلب وأين
desk-filing-held-by-second-person = هذه المادة أمام القرّاء، والقسم الذي تنقلها إليه يطلب شخصين: يجب أن يوافق شخص غيرك على هذه المراجعة نفسها لذلك القسم قبل أن تُنقل إليه.
desk-filing-held-by-checklist = هذه المادة أمام القرّاء، وينقصها ما يطلبه ذلك القسم قبل أن يخرج فيه شيء.
desk-approved-for = لقسم { $name }
desk-approve-elsewhere = أوافق عليها لقسم آخر
desk-approve-elsewhere-hint = هذه الأقسام تطلب شخصين. إذا وافقت على المادة لقسم منها استطاع شخص غيرك أن ينقلها إليه.
desk-two-persons-lifted = ما كان ينتظر شخصًا ثانيًا حين يُرفع هذا الطلب يبقى محتاجًا إليه.
desk-search-console = البحث
desk-did-related_chosen = اختيار ما يقف إلى جانب أخبار
desk-did-related_set = ضبط ما يقف إلى جانب خبر
desk-did-synonyms_saved = ضبط مرادفات
desk-did-synonyms_removed = أزال مرادفات
desk-unanswered = ما لم يجده القرّاء
desk-unanswered-hint = كلمات بحث عنها القرّاء ولم يظهر لهم شيء، وعدد مرات كل منها. لا يُحفظ شيء عمّن سأل، ولا عبارة طويلة ولا عنوان ولا رقم.
desk-unanswered-since = منذ
desk-unanswered-none = وجد القرّاء كل ما بحثوا عنه.
desk-days-n = { $n ->
    [zero] لا أيام
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
desk-times-n = { $n ->
    [zero] لا مرات
    [one] مرة واحدة
    [two] مرتان
    [few] { $n } مرات
    [many] { $n } مرة
   *[other] { $n } مرة
}
desk-synonyms = المرادفات
desk-synonyms-hint = كلمات وأسماء للشيء نفسه: من بحث عن إحداها وجد الأخرى. تسري على كل الطبعات وعلى المكتب من السؤال التالي.
desk-synonyms-new = مجموعة جديدة، بين كل كلمة وأخرى فاصلة
desk-synonyms-group = كلمات المجموعة
desk-synonyms-add = أضف
desk-synonyms-remove = أزل
desk-synonyms-none = لا مرادفات بعد.
desk-synonyms-done = حُفظت، ويعرفها البحث الآن.
desk-synonyms-no-group = في المجموعة كلمتان على الأقل واثنتا عشرة على الأكثر، يفرّق البحث بينها، وفي كل منها 60 حرفًا على الأكثر. لم يتغير شيء.
desk-synonyms-too-many = المجموعات كثيرة: أزل واحدة أولًا. لم يتغير شيء.
desk-synonyms-overtaken = غيّر زميل هذه المجموعة في هذه الأثناء: انظر إليها من جديد.
desk-related = ما يقف إلى جانبه
desk-related-beside = كما يراه القرّاء
desk-related-hint = أربعة على الأكثر، تُختار عند النشر بالكلمات المشتركة بين النصّين، ثم يُنظر فيها من جديد حين يُنشر ما هو أقرب. لا يدخلها ما سُحب ولا نسخة من الخبر ولا ما معه في ملف.
desk-related-none = لا شيء إلى جانبه: لم يُنشر نصّ قريب منه.
desk-related-choosing = يُختار الآن ما يقف إلى جانبه. انظر بعد لحظات.
desk-related-pinned = مثبّت
desk-related-shares = يشتركان في: { $name }
desk-related-pin = ثبّت
desk-related-pin-this = ثبّت: { $name }
desk-related-first = إلى الأول
desk-related-first-this = إلى الأول: { $name }
desk-related-free = ارفع التثبيت
desk-related-free-this = ارفع التثبيت: { $name }
desk-related-ban = امنع
desk-related-ban-this = امنع: { $name }
desk-related-allow = اسمح به من جديد
desk-related-allow-this = اسمح به من جديد: { $name }
desk-related-banned = ممنوع إلى جانبه
desk-related-find = ثبّت غيره
desk-related-words = كلمات من الخبر
desk-related-done = حُفظ، ويراه القرّاء الآن.
desk-related-not-beside = لا يقف إلى جانب الخبر إلا خبر آخر منشور من الطبعة نفسها.
desk-related-too-many = ثُبّتت أربعة: ارفع التثبيت عن واحد أولًا.
desk-related-too-many-banned = مُنع كثير إلى جانبه: اسمح ببعضه أولًا.
desk-rests-on = ما يستند إلى مصدر
desk-rests-on-hint = كل خبر يُذكر هذا الاسم في سلسلة مصادره أو مصدرًا لتصريح فيه، منشورًا أو غير منشور، كما هو الآن وكما يراه القرّاء.
desk-rests-on-this = كل ما يستند إلى { $name }
desk-rests-on-name = اسم المصدر
desk-rests-on-near = أسماء تبدأ هكذا
desk-rests-on-seen = كما يراه القرّاء
desk-rests-on-found = الأسماء
desk-done-in_story = صار في الملف.
desk-done-not_in_story = لن يُقترح لذلك الملف مرة أخرى.
desk-did-suggestion_refused = قال إن الخبر ليس من ملف مقترح
desk-did-proposal_dismissed = صرف ملفًا مقترحًا
desk-did-stories_kept_apart = أبقى ملفين منفصلين
desk-suggested-stories = ملفات قد ينتمي إليها
desk-suggested-stories-hint = مقترحة من كلماته، لم تؤكَّد. ويُتعلَّم مما تقوله.
desk-story-accept = ينتمي إليه
desk-story-reject = لا ينتمي
desk-story-full = امتلأ هذا الملف: قسّمه أولًا.
desk-story-too-many = الخبر في أقصى عدد من الملفات: أخرجه من أحدها أولًا.
desk-story-name-taken = في هذا العنوان ملف آخر: سمّه باسم غيره.
desk-story-no-name = سمّ الملف باسم فيه حرف، ولا يزيد على 100 حرف.
desk-story-cannot-merge = لا يُدمج إلا ملفان مختلفان من طبعة واحدة.
desk-story-not-there = لم يعد هذا الملف أو خبر من أخباره موجودًا: انظر إلى الصفحة من جديد.
desk-proposals = المقترحات
desk-proposals-hint = تُعرف من كلمات ما وصل في الأيام الأربعة عشر الأخيرة. ولا يحدث شيء حتى تقوله.
desk-proposals-reading = يُقرأ ما وصل الآن: يستغرق ذلك ثوانيَ بعد التشغيل.
desk-proposals-opened = فُتح الملف ووُضعت أخباره فيه.
desk-proposals-dismissed = لن تُقترح هذه الأخبار مرة أخرى.
desk-proposals-merged = صار الملفان واحدًا، والعنوان القديم يقود إليه.
desk-proposals-apart = يبقى الملفان منفصلين.
desk-proposed-stories = ملفات يمكن فتحها
desk-proposed-stories-none = لا شيء يتكرر من غير ملف.
desk-proposed-name = اسم الملف
desk-open-story = افتح الملف
desk-no-story = ليس هذا ملفًا
desk-proposed-merges = ملفات قد تكون واحدًا
desk-proposed-merges-none = لا ملفين متشابهين.
desk-merge-into = ادمج في «{ $name }»
desk-keep-apart = أبقهما منفصلين
desk-repeated = ما وصل أكثر من مرة
desk-repeated-hint = الأول أقدم ما وصل من وكالة، وإلا فالأقدم. افتح غيره لترى ما ينفرد به.
desk-repeated-none = لم يصل شيء مرتين.
