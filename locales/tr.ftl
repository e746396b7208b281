### Türkçe. Sayıdan sonra ad tekildir.

## The language

language-name = Türkçe
language-direction = ltr
language-digits = latn
language-months = turkish
language-hijri = no
language-zone = Europe/Istanbul
quote-open = “
quote-close = ”
list-separator = {", "}

## Every page

skip-to-content = İçeriğe geç
front-page = Ana sayfa
site-front-page = { $site }, ana sayfa
sections = Bölümler
all-sections = Tüm bölümler
editions = Baskılar
menu = Menü
sample-ribbon = Örnek
follow-us = Bizi nereden takip edebilirsiniz
feeds = Beslemeler
theme-heading = Görünüm
theme-auto = Otomatik
theme-light = Açık
theme-dark = Koyu

## Lists of pieces

latest = Son haberler
latest-all = Tüm haberler
more-from = { $section } bölümünden daha fazlası
see-also = Diğer başlıklar
pages = Sayfalar
page-number = Sayfa { $n }
newer = Daha yeni
older = Daha eski
home-empty = Henüz bir şey yayımlanmadı.
home-empty-hint = Haberler yayımlandığı anda burada görünür.
list-empty = Burada henüz haber yok.

## An article

source = Kaynak
sources = Kaynaklar
source-line = Kaynak: { $sources }
published-at = Yayımlanma
updated-at = Güncelleme
reading = Okuma süresi
beside-article = Haberin yanında
beside-list = Listenin yanında
related = İlgili haberler
topics = Konular
topic = Konu
the-paper = Site
corrections-intro = Düzelttiğimiz, açıkladığımız ya da geri çektiğimiz her şey, en yenisi başta.
corrections-empty = Henüz düzeltme yok.
corrections-description = { $site } düzeltmeleri ve açıklamaları, en yenisi başta.
withdrawn-article = Geri çekilmiş haber
follow-intro = Yayımladığımız her şeyin açık beslemeleri; dilediğiniz okuyucu için, hesapsız ve e-postasız.
follow-all = Tüm haberler
follow-description = { $site } nereden takip edilir.
author = Yazar
corrections = Düzeltmeler
share = Paylaş
short-link = Kısa bağlantı
share-whatsapp = WhatsApp
share-telegram = Telegram
share-x = X
share-mail = E-posta
picture-caption = Resim altı
picture-credit = Fotoğraf
archive = Arşiv
archive-dated = Arşiv ({ $when })
read-also = Ayrıca okuyun
statement-source = Kaynak

## Kinds, roles and corrections, as words

kind-news = Haber
kind-analysis = Analiz
kind-opinion = Görüş
kind-explainer = Açıklama
kind-report = Rapor
kind-interview = Söyleşi
kind-video = Video
kind-gallery = Fotoğraflar
kind-live = Canlı
role-agency = Ajans
role-outlet = Yayın organı
role-desk = Yazı işleri
role-reporter = Muhabir
role-document = Belge
role-social = Sosyal medya
correction-error = Düzeltme
correction-clarification = Açıklama
correction-update = Güncelleme
correction-withdrawal = Geri çekme

## Pages that are not there

error-404-title = Sayfa bulunamadı
error-404-heading = Bu adreste bir sayfa yok
error-404-text = Adres değişmiş ya da yanlış yazılmış olabilir. Ana sayfadan ya da şu haberlerden birinden başlayın.
error-410-title = Bu haber geri çekildi
error-410-heading = Bu haber geri çekildi
error-410-text = Burada bir haber vardı. Yazı işleri geri çekti, artık erişilemiyor.
error-410-reason = Geri çekilme nedeni
error-500-title = Sayfa gösterilemiyor
error-500-heading = Bizden kaynaklanan bir hata oluştu
error-500-text = Bu sayfa şu anda hazırlanamadı. Hata bizden kaynaklanıyor ve kaydedildi. Birazdan yeniden deneyin.
error-503-title = Sayfa zamanında hazırlanamadı
error-503-heading = Site şu anda çok yoğun
error-503-text = Bu sayfa zamanında hazırlanamadı. Birkaç saniye sonra yeniden deneyin; hazır olan sayfalar açık kalıyor.
try-again = Yeniden dene
error-back-home = Ana sayfaya

## Counts

count-articles = { $n ->
    [0] haber yok
    [one] { $n } haber
   *[other] { $n } haber
}
count-items = { $n ->
    [0] öğe yok
    [one] { $n } öğe
   *[other] { $n } öğe
}
count-comments = { $n ->
    [0] yorum yok
    [one] { $n } yorum
   *[other] { $n } yorum
}
count-photos = { $n ->
    [0] fotoğraf yok
    [one] { $n } fotoğraf
   *[other] { $n } fotoğraf
}
count-results = { $n ->
    [0] sonuç yok
    [one] { $n } sonuç
   *[other] { $n } sonuç
}
count-posts = { $n ->
    [0] gönderi yok
    [one] { $n } gönderi
   *[other] { $n } gönderi
}
count-followers = { $n ->
    [0] takipçi yok
    [one] { $n } takipçi
   *[other] { $n } takipçi
}
count-views = { $n ->
    [0] görüntülenme yok
    [one] { $n } görüntülenme
   *[other] { $n } görüntülenme
}
count-words = { $n ->
    [0] sözcük yok
    [one] { $n } sözcük
   *[other] { $n } sözcük
}
reading-time = { $n ->
    [0] bir dakikadan az
    [one] { $n } dakika
   *[other] { $n } dakika
}

## How long ago

ago-minutes = { $n ->
    [0] şimdi
    [one] { $n } dakika önce
   *[other] { $n } dakika önce
}
ago-hours = { $n ->
    [0] şimdi
    [one] { $n } saat önce
   *[other] { $n } saat önce
}
ago-days = { $n ->
    [0] bugün
    [one] dün
   *[other] { $n } gün önce
}
section-unfiled = Haberler
withdrawn-by-source = Kaynak bu haberi geri çekti.
embed-from = İçeriği göster:
statement-to = kime:
site-description = { $site } son haberleri: { $sections }.
section-description = { $site } { $section } haberleri, anbean.
topic-description = { $site } içinde { $topic } hakkında her şey, en yenisi başta.
author-description = { $author } imzalı tüm yazılar, { $site }, en yenisi başta.
speaker-label = Açıklamalar
speaker-description = { $speaker } ne dedi: { $site } içindeki tüm açıklamalar, en yenisi başta.
speaker-said-in = Haber:

# ---------- Translations ----------

read-in-ar = Arapça oku
read-in-en = İngilizce oku
read-in-fa = Farsça oku
read-in-ur = Urduca oku
read-in-he = İbranice oku
read-in-ckb = Kürtçe oku
read-in-fr = Fransızca oku
read-in-tr = Türkçe oku
read-in-edition = { $edition } baskısında oku

# ---------- The reader's script ----------

save-piece = Kaydet
piece-saved = Tarayıcınıza kaydedildi.
piece-unsaved = Kaydedilenlerden çıkarıldı.
saved-pieces = Kaydettikleriniz
saved-none = Henüz bir şey kaydedilmedi. Kaydettikleriniz yalnızca tarayıcınızda kalır.
remove = Kaldır
text-size = Yazı boyutu
text-smaller = Daha küçük yazı
text-larger = Daha büyük yazı
copy-link = Bağlantıyı kopyala
link-copied = Bağlantı kopyalandı
did-not-work = Tarayıcınız buna izin vermedi
fresh-mark = Yeni
just-now = şimdi

## Stories

story = Dosya
stories = Dosyalar
stories-all = Tüm dosyalar
stories-running = Takip ettiğimiz dosyalar
stories-paused = Ara verilen dosyalar
stories-ended = Kapanan dosyalar
stories-intro = Başından beri takip ettiklerimiz, her biri tek sayfada: olanlar sırasıyla ve önce bilinmesi gerekenler.
stories-empty = Henüz dosya yok.
stories-description = { $site } tarafından takip edilen dosyalar: sürenler, ara verilenler ve kapananlar.
story-description = { $story }: { $site } içinde bu dosyada yayımlanan her şey, sırasıyla.
story-state = Durum
story-running = Sürüyor
story-paused = Ara verildi
story-ended = Kapandı
story-holds = Dosyada
story-latest = Güncelleme
story-begun = İlk haber
story-follow = Dosyayı takip et
story-feed = Dosyanın beslemesi
story-about = Dosya hakkında
story-points = Öne çıkanlar
story-timeline = Zaman akışı
story-from-oldest = En eskisi başta
story-from-newest = En yenisi başta
story-pinned = Buradan başlayın
story-in-this = Bu dosyada
story-here = Şu an okuduğunuz haber
story-also-in = Bu haber şurada da yer alıyor:
# A long time without a piece, between two days of a timeline.
quiet-days = { $n ->
    [0] habersiz gün yok
    [one] { $n } gün yeni haber çıkmadı
   *[other] { $n } gün yeni haber çıkmadı
}
quiet-months = { $n ->
    [0] bir aydan az süre yeni haber çıkmadı
    [one] { $n } ay yeni haber çıkmadı
   *[other] { $n } ay yeni haber çıkmadı
}
quiet-years = { $n ->
    [0] bir yıldan az süre yeni haber çıkmadı
    [one] { $n } yıl yeni haber çıkmadı
   *[other] { $n } yıl yeni haber çıkmadı
}

## The archive

archive-of = Arşiv
archive-intro = Yayımladığımız her şey, ay ay ve gün gün, bu baskının saatiyle.
archive-description = { $site } arşivi: yayımlanan her şey, aylara ve günlere göre.
archive-part-description = { $site } içinde yayımlananlar: { $when }.
archive-around = En yakın tarihler
archive-day = O gün yayımlananlar

## Search

search = Arama
search-for = { $site } içinde ara
search-go = Ara
search-hint = Bir ya da daha çok sözcük arayın. Bir ifadeyi olduğu gibi bulmak için “…” içine alın; sözcüğün önüne konan eksi işareti onu dışarıda bırakır.
search-results-for = Arama sonuçları: { $words }
search-none = { $words } için sonuç bulunamadı.
search-none-hint = Yazımı denetleyin ya da daha az veya daha genel sözcükler deneyin.
search-relaxed = Sözcüklerinizin tümü bir arada geçmiyor; en yakın sonuçlar bunlar
search-too-long = { $n ->
    [one] Aramanız çok uzun. En çok { $n } karakterle arayın.
   *[other] Aramanız çok uzun. En çok { $n } karakterle arayın.
}
search-end = Gösterdiğimiz son sonuçlar bunlar. Aramayı daraltmak için bir sözcük ekleyin.
search-narrow = Aramayı daralt
search-without = Kaldır:
search-did-you-mean = Bunu mu demek istediniz
search-by-section = Bölüm
search-by-story = Dosya
search-by-author = Yazar
search-by-kind = Tür
search-by-date = Tarih
search-by-relevance = En uygun önce
search-by-newest = En yeni önce
search-last-day = Son gün
search-last-week = Son hafta
search-last-month = Son ay

## Standing pages and the foot

about-the-paper = Hakkımızda
page-as-of = Son değişiklik:

## Credits, the lite pages, no connection

credits = Emeği geçenler
credits-intro = Bu sitenin dayandığı, başkalarına ait eserler, sahipleri ve onları hangi koşullarla kullandığımız.
credits-description = { $site } sitesinin dayandığı yazı tipleri, yazılımlar, metinler ve resimler, sahipleri ve lisansları.
credits-own = Kullandıklarımız
credits-texts = Örneğin metinleri
credits-pictures = Örneğin resimleri
credits-fonts = Yazı tipleri
credits-software = Yazılımlar
credit-font-text = Metin: Noto Naskh Arabic, küçültülmüş
credit-font-head = Başlıklar: IBM Plex Sans Arabic, küçültülmüş ve lisansının istediği gibi içindeki adı değiştirilmiş
credit-khabar = Khabar yazılımı
credit-stop-words = Aramada kullanılan yaygın sözcükler listesi
credit-own-texts = Kurgusal ülkenin haberleri ve bu sitenin sayfaları
credit-wikinews = Arapça Vikihaber’den haberler; harekeler kaldırıldı, paragraflar ayrıldı; tarihlerinden yalnızca yıl biliniyor
credit-muqtabas = el-Muktebes dergisinden yazılar, 1906–1912; metin kamu malıdır
credit-drawings = Çizimler
credit-photographs = Fotoğraflar, WordPress temalarından
lite = Hafif sürüm
lite-full = Tam sürüm
lite-picture = Resim
offline-heading = Bağlantı yok
offline-text = Sayfa alınamadı: aygıtınız şu anda bağlı değil. Kısa süre önce açtıklarınız hâlâ tarayıcınızda olabilir.

## Breaking
breaking = Son dakika

# The sample's archive.
credit-picturingjordan = Picturing Jordan blogundan yazılar, Arapça ve İngilizce, 2016–2020

## Galleries, recordings, the passage of a correction

kind-audio = Ses
picture-of = { $n } / { $count }
gallery-list = Fotoğraf galerileri
gallery-description = { $site } fotoğraf galerileri, en yenisi başta.
video-description = { $site } videoları, en yenisi başta.
audio-description = { $site } ses kayıtları, en yenisi başta.
reels = Fotoğraf, video ve ses
reel-empty = Burada henüz bir şey yayımlanmadı.
recording-length = Süre
recording-watch = { $site } üzerinde izle
recording-hear = { $site } üzerinde dinle
recording-asks = Siz basana kadar { $site } sitesinden hiçbir şey istenmez.
transcript = Kaydın metni
correction-stood = Metinde şöyle yazıyordu:
correction-stands = Şimdi şöyle yazıyor:
correction-passage = Metindeki yerine git
correction-was = Metinde şöyle yazıyordu: “{ $words }”
correction-now = Şimdi şöyle yazıyor: “{ $words }”

## Statements of a story, the calendar of the archive, pages kept in the browser

story-said = Bu dosyada ne dediler
story-statements = Bu dosyadaki açıklamalar
story-statements-title = Açıklamalar: { $story }
story-statements-description = { $site } içindeki { $story } dosyasında söylenenler: konuşmacıya göre, en yenisi başta.
story-people = Dosyada kimler var
story-picked = Dönüm noktaları
story-picked-how = otomatik seçildi
story-new-more = Son ziyaretinizden beri çok sayıda yeni haber var
story-new = { $n ->
    [0] Son ziyaretinizden beri yeni haber yok
    [one] Son ziyaretinizden beri { $n } yeni haber
   *[other] Son ziyaretinizden beri { $n } yeni haber
}
story-day-more = { $n ->
    [0] başka haber yok
    [one] ve { $n } haber daha
   *[other] ve { $n } haber daha
}
count-statements = { $n ->
    [0] açıklama yok
    [one] { $n } açıklama
   *[other] { $n } açıklama
}
offline-read = Son okuduğunuz sayfalar

## Search, when many search at once

search-busy = Şu anda çok sayıda arama yapılıyor. Birkaç saniye sonra yeniden deneyin.

# Terms of a text that is not ours
licence = Lisans

# The days of the week in a letter each, from Monday on.
weekday-letters = P S Ç P C C P

## Trees of sections, channels elsewhere

section-way = Bölümün yeri
section-parts = { $section } alt bölümleri
section-closed = Bu bölüm kapatıldı: burada yayımlananlar kalır, yenisi eklenmez.
channels = Bizi takip edin
platform-x = X
platform-facebook = Facebook
platform-instagram = Instagram
platform-youtube = YouTube
platform-telegram = Telegram
platform-whatsapp = WhatsApp kanalı
platform-tiktok = TikTok
platform-threads = Threads
platform-bluesky = Bluesky
platform-mastodon = Mastodon
platform-linkedin = LinkedIn
platform-snapchat = Snapchat
platform-newsletter = E-bülten
platform-podcast = Podcast
platform-app = Uygulama

## What a text leads to

audio-untitled = Ses kaydı
map-open = Haritayı { $site } üzerinde aç
file-label = Belge
