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
