### Français. Zéro se compte comme un ; à partir du million, « de ».

## The language

language-name = Français
language-direction = ltr
language-digits = latn
language-months = french
language-hijri = no
language-zone = Europe/Paris
quote-open = « 
quote-close =  »
list-separator = {", "}

## Every page

skip-to-content = Aller au contenu
front-page = À la une
site-front-page = { $site }, à la une
sections = Rubriques
all-sections = Toutes les rubriques
editions = Éditions
menu = Menu
sample-ribbon = Échantillon
follow-us = Où nous suivre
feeds = Flux
theme-heading = Affichage
theme-auto = Automatique
theme-light = Clair
theme-dark = Sombre

## Lists of pieces

latest = Dernières nouvelles
latest-all = Toute l’actualité
more-from = Plus d’articles : { $section }
see-also = Autres titres
pages = Pages
page-number = Page { $n }
newer = Plus récents
older = Plus anciens
home-empty = Rien n’a encore été publié.
home-empty-hint = Les articles paraissent ici dès leur publication.
list-empty = Il n’y a encore rien ici.

## An article

source = Source
sources = Sources
source-line = Source : { $sources }
published-at = Publié
updated-at = Mis à jour
reading = Temps de lecture
beside-article = À côté de l’article
beside-list = À côté de la liste
related = Sur le même sujet
topics = Sujets
topic = Sujet
the-paper = Le site
corrections-intro = Tout ce que nous avons rectifié, précisé ou retiré, du plus récent au plus ancien.
corrections-empty = Aucun rectificatif pour l’instant.
corrections-description = Rectificatifs et précisions de { $site }, du plus récent au plus ancien.
withdrawn-article = Un article retiré
follow-intro = Des flux ouverts de tout ce que nous publions, pour le lecteur de votre choix, sans compte ni courriel.
follow-all = Toute l’actualité
follow-description = Où suivre { $site }.
author = Auteur
corrections = Rectificatifs
share = Partager
short-link = Lien court
share-whatsapp = WhatsApp
share-telegram = Telegram
share-x = X
share-mail = Courriel
picture-caption = Légende
picture-credit = Photo
archive = Archives
archive-dated = Archives ({ $when })
read-also = À lire aussi
statement-source = Source

## Kinds, roles and corrections, as words

kind-news = Actualité
kind-analysis = Analyse
kind-opinion = Opinion
kind-explainer = Décryptage
kind-report = Reportage
kind-interview = Entretien
kind-video = Vidéo
kind-gallery = Images
kind-live = Direct
role-agency = Agence
role-outlet = Média
role-desk = Rédaction
role-reporter = Journaliste
role-document = Document
role-social = Réseau social
correction-error = Rectificatif
correction-clarification = Précision
correction-update = Mise à jour
correction-withdrawal = Retrait

## Pages that are not there

error-404-title = Page introuvable
error-404-heading = Il n’y a pas de page à cette adresse
error-404-text = L’adresse a peut-être changé ou a été mal saisie. Repartez de la une, ou de l’un de ces articles.
error-410-title = Cet article a été retiré
error-410-heading = Cet article a été retiré
error-410-text = Un article se trouvait ici. La rédaction l’a retiré et il n’est plus disponible.
error-410-reason = Motif du retrait
error-500-title = La page ne peut être affichée
error-500-heading = Une erreur s’est produite chez nous
error-500-text = Cette page n’a pu être préparée. L’erreur vient de nous et a été enregistrée. Réessayez dans un instant.
error-503-title = La page n’a pu être préparée à temps
error-503-heading = Le site est très sollicité
error-503-text = Cette page n’a pu être préparée à temps. Réessayez dans quelques secondes ; les pages déjà prêtes restent accessibles.
try-again = Réessayer
error-back-home = Retour à la une

## Counts

count-articles = { $n ->
    [0] aucun article
    [one] { $n } article
    [many] { $n } d’articles
   *[other] { $n } articles
}
count-items = { $n ->
    [0] aucun élément
    [one] { $n } élément
    [many] { $n } d’éléments
   *[other] { $n } éléments
}
count-comments = { $n ->
    [0] aucun commentaire
    [one] { $n } commentaire
    [many] { $n } de commentaires
   *[other] { $n } commentaires
}
count-photos = { $n ->
    [0] aucune photo
    [one] { $n } photo
    [many] { $n } de photos
   *[other] { $n } photos
}
count-results = { $n ->
    [0] aucun résultat
    [one] { $n } résultat
    [many] { $n } de résultats
   *[other] { $n } résultats
}
count-posts = { $n ->
    [0] aucune publication
    [one] { $n } publication
    [many] { $n } de publications
   *[other] { $n } publications
}
count-followers = { $n ->
    [0] aucun abonné
    [one] { $n } abonné
    [many] { $n } d’abonnés
   *[other] { $n } abonnés
}
count-views = { $n ->
    [0] aucune vue
    [one] { $n } vue
    [many] { $n } de vues
   *[other] { $n } vues
}
count-words = { $n ->
    [0] aucun mot
    [one] { $n } mot
    [many] { $n } de mots
   *[other] { $n } mots
}
reading-time = { $n ->
    [0] moins d’une minute
    [one] { $n } minute
    [many] { $n } de minutes
   *[other] { $n } minutes
}

## How long ago

ago-minutes = { $n ->
    [0] à l’instant
    [one] il y a { $n } minute
    [many] il y a { $n } de minutes
   *[other] il y a { $n } minutes
}
ago-hours = { $n ->
    [0] à l’instant
    [one] il y a { $n } heure
    [many] il y a { $n } d’heures
   *[other] il y a { $n } heures
}
ago-days = { $n ->
    [0] aujourd’hui
    [one] hier
    [many] il y a { $n } de jours
   *[other] il y a { $n } jours
}
section-unfiled = Actualités
withdrawn-by-source = La source a retiré cet article.
embed-from = Afficher le contenu de
statement-to = à
site-description = Les dernières nouvelles de { $site } : { $sections }.
section-description = L’actualité { $section } de { $site }, en continu.
topic-description = Tout ce que { $site } a publié sur { $topic }, du plus récent au plus ancien.
author-description = Tous les articles de { $author } dans { $site }, du plus récent au plus ancien.
speaker-label = Déclarations
speaker-description = Tout ce que { $speaker } a déclaré dans { $site }, du plus récent au plus ancien.
speaker-said-in = Dans :

# ---------- Translations ----------

read-in-ar = Lire en arabe
read-in-en = Lire en anglais
read-in-fa = Lire en persan
read-in-ur = Lire en ourdou
read-in-he = Lire en hébreu
read-in-ckb = Lire en kurde
read-in-fr = Lire en français
read-in-tr = Lire en turc
read-in-edition = Lire dans { $edition }

# ---------- The reader's script ----------

save-piece = Enregistrer
piece-saved = Enregistré dans votre navigateur.
piece-unsaved = Retiré de vos articles enregistrés.
saved-pieces = Vos articles enregistrés
saved-none = Rien d’enregistré pour l’instant. Ce que vous enregistrez reste dans votre seul navigateur.
remove = Retirer
text-size = Taille du texte
text-smaller = Texte plus petit
text-larger = Texte plus grand
copy-link = Copier le lien
link-copied = Lien copié
did-not-work = Votre navigateur ne l’a pas permis
fresh-mark = Nouveau
just-now = à l’instant

## Stories

story = Dossier
stories = Dossiers
stories-all = Tous les dossiers
stories-running = Les dossiers que nous suivons
stories-paused = Dossiers en pause
stories-ended = Dossiers clos
stories-intro = Ce que nous suivons depuis le début, chaque dossier sur une seule page : les faits dans l’ordre, et ce qu’il faut savoir d’abord.
stories-empty = Aucun dossier pour l’instant.
stories-description = Les dossiers que suit { $site } : en cours, en pause et clos.
story-description = { $story } : tout ce que { $site } a publié dans ce dossier, dans l’ordre.
story-state = État
story-running = En cours
story-paused = En pause
story-ended = Clos
story-holds = Dans le dossier
story-latest = Mis à jour
story-begun = Premier article
story-follow = Suivre le dossier
story-feed = Flux du dossier
story-about = À propos du dossier
story-points = L’essentiel
story-timeline = Chronologie
story-from-oldest = Du plus ancien au plus récent
story-from-newest = Du plus récent au plus ancien
story-pinned = À lire d’abord
story-in-this = Dans ce dossier
story-here = Vous lisez cet article
story-also-in = Également dans :
# A long time without a piece, between two days of a timeline.
quiet-days = { $n ->
    [0] aucun jour sans nouvelles
    [one] { $n } jour sans nouvelles
    [many] { $n } de jours sans nouvelles
   *[other] { $n } jours sans nouvelles
}
quiet-months = { $n ->
    [0] moins d’un mois sans nouvelles
    [one] { $n } mois sans nouvelles
    [many] { $n } de mois sans nouvelles
   *[other] { $n } mois sans nouvelles
}
quiet-years = { $n ->
    [0] moins d’un an sans nouvelles
    [one] { $n } an sans nouvelles
    [many] { $n } d’années sans nouvelles
   *[other] { $n } ans sans nouvelles
}

## The archive

archive-of = Archives
archive-intro = Tout ce que nous avons publié, par mois et par jour, à l’heure de cette édition.
archive-description = Les archives de { $site } : tout ce qui a été publié, par mois et par jour.
archive-part-description = Ce que { $site } a publié : { $when }.
archive-around = Dates les plus proches
archive-day = Ce qui a été publié ce jour-là

## Search

search = Recherche
search-for = Rechercher dans { $site }
search-go = Rechercher
search-hint = Cherchez un mot ou plusieurs. Mettez une expression entre « … » pour la trouver telle quelle ; un signe moins devant un mot l’exclut.
search-results-for = Résultats de la recherche : { $words }
search-none = Aucun résultat pour { $words }.
search-none-hint = Vérifiez l’orthographe, ou essayez avec moins de mots ou des mots plus généraux.
search-relaxed = Aucun article ne réunit tous vos mots ; voici les plus proches
search-too-long = { $n ->
    [one] Votre recherche est trop longue. Limitez-la à { $n } caractère.
    [many] Votre recherche est trop longue. Limitez-la à { $n } de caractères.
   *[other] Votre recherche est trop longue. Limitez-la à { $n } caractères.
}
search-end = Ce sont les derniers résultats que nous affichons. Ajoutez un mot pour préciser.
search-narrow = Affiner la recherche
search-without = Retirer :
search-did-you-mean = Vouliez-vous dire
search-by-section = Rubrique
search-by-story = Dossier
search-by-author = Auteur
search-by-kind = Genre
search-by-date = Date
search-by-relevance = Par pertinence
search-by-newest = Les plus récents
search-last-day = Dernières 24 heures
search-last-week = Dernière semaine
search-last-month = Dernier mois

## Standing pages and the foot

about-the-paper = À propos
page-as-of = Dernière modification :

## Credits, the lite pages, no connection

credits = Crédits
credits-intro = Les œuvres d’autrui sur lesquelles repose ce site, leurs auteurs, et les conditions dans lesquelles nous les utilisons.
credits-description = Les polices, logiciels, textes et images sur lesquels repose { $site }, leurs auteurs et leurs licences.
credits-own = Ce que nous utilisons
credits-texts = Textes de l’échantillon
credits-pictures = Images de l’échantillon
credits-fonts = Polices
credits-software = Logiciels
credit-font-text = Texte : Noto Naskh Arabic, réduite
credit-font-head = Titres : IBM Plex Sans Arabic, réduite, et renommée en interne comme le demande sa licence
credit-khabar = Le logiciel Khabar
credit-stop-words = La liste des mots courants utilisée par la recherche
credit-own-texts = Les nouvelles du pays imaginaire et les pages de ce site
credit-wikinews = Articles de Wikinews en arabe ; signes de vocalisation retirés, paragraphes séparés ; de leur date on ne connaît que l’année
credit-muqtabas = Articles de la revue al-Muqtabas, 1906–1912 ; le texte est dans le domaine public
credit-drawings = Dessins
credit-photographs = Photographies, tirées des thèmes de WordPress
lite = Version allégée
lite-full = Version complète
lite-picture = Image
offline-heading = Pas de connexion
offline-text = La page n’a pu être chargée : votre appareil n’est pas connecté pour le moment. Ce que vous avez ouvert récemment se trouve peut-être encore dans votre navigateur.

## Breaking
breaking = Urgent

# The sample's archive.
credit-picturingjordan = Billets du blog Picturing Jordan, en arabe et en anglais, 2016–2020

## Galleries, recordings, the passage of a correction

kind-audio = Audio
picture-of = { $n } sur { $count }
gallery-list = Galeries photo
gallery-description = Les diaporamas de { $site }, du plus récent au plus ancien.
video-description = Les vidéos de { $site }, de la plus récente à la plus ancienne.
audio-description = Les contenus audio de { $site }, du plus récent au plus ancien.
reels = Images, vidéo et audio
reel-empty = Rien n’a encore été publié ici.
recording-length = Durée
recording-watch = Voir sur { $site }
recording-hear = Écouter sur { $site }
recording-asks = Rien n’est demandé à { $site } avant que vous n’appuyiez.
transcript = Transcription
correction-stood = Le texte disait :
correction-stands = Il dit désormais :
correction-passage = Aller au passage
correction-was = Le texte disait : « { $words } »
correction-now = Il dit désormais : « { $words } »

## Statements of a story, the calendar of the archive, pages kept in the browser

story-said = Ils l’ont dit dans ce dossier
story-statements = Déclarations du dossier
story-statements-title = Déclarations : { $story }
story-statements-description = Ce qui a été dit dans le dossier { $story } sur { $site }, par personne, du plus récent au plus ancien.
story-people = Qui s’y exprime
story-picked = Moments clés
story-picked-how = choix automatique
story-new-more = Beaucoup de nouveautés depuis votre dernière visite
story-new = { $n ->
    [0] rien de nouveau depuis votre dernière visite
    [one] { $n } nouvel article depuis votre dernière visite
    [many] { $n } de nouveaux articles depuis votre dernière visite
   *[other] { $n } nouveaux articles depuis votre dernière visite
}
story-day-more = { $n ->
    [0] aucun autre
    [one] et { $n } autre article
    [many] et { $n } d’autres articles
   *[other] et { $n } autres articles
}
count-statements = { $n ->
    [0] aucune déclaration
    [one] { $n } déclaration
    [many] { $n } de déclarations
   *[other] { $n } déclarations
}
offline-read = Pages lues récemment

## Search, when many search at once

search-busy = Les recherches sont nombreuses en ce moment. Réessayez dans quelques secondes.

# Terms of a text that is not ours
licence = Licence

# The days of the week in a letter each, from Monday on.
weekday-letters = L M M J V S D

## Trees of sections, channels elsewhere

section-way = Place de la rubrique
section-parts = Rubriques de { $section }
section-closed = Cette rubrique est close : ce qui y a paru reste ici, rien de nouveau ne s’y ajoute.
channels = Suivez-nous
platform-x = X
platform-facebook = Facebook
platform-instagram = Instagram
platform-youtube = YouTube
platform-telegram = Telegram
platform-whatsapp = Chaîne WhatsApp
platform-tiktok = TikTok
platform-threads = Threads
platform-bluesky = Bluesky
platform-mastodon = Mastodon
platform-linkedin = LinkedIn
platform-snapchat = Snapchat
platform-newsletter = Lettre d’information
platform-podcast = Podcast
platform-app = Application

## What a text leads to

audio-untitled = Enregistrement
map-open = Ouvrir la carte sur { $site }
file-label = Document
