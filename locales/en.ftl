### English. One file per language; every language has the same messages.

## The language

language-name = English
language-direction = ltr
# latn 012 · arab ٠١٢ · arabext ۰۱۲
language-digits = latn
# gulf · levant · maghreb_tn · maghreb_ma · dual · english · persian · solar · urdu · hebrew · kurdish · french · turkish
language-months = english
language-hijri = no
language-zone = Asia/Beirut
quote-open = “
quote-close = ”
list-separator = {", "}

## Every page

skip-to-content = Skip to content
front-page = Front page
site-front-page = { $site }, front page
sections = Sections
all-sections = All sections
editions = Editions
menu = Menu
sample-ribbon = Sample
follow-us = Where to follow us
feeds = Feeds
theme-heading = Theme
theme-auto = Auto
theme-light = Light
theme-dark = Dark

## Lists of pieces

latest = Latest
latest-all = All news
more-from = More from { $section }
see-also = More headlines
pages = Pages
page-number = Page { $n }
newer = Newer
older = Older
home-empty = Nothing has been published yet.
home-empty-hint = News appears here the moment it is published.
list-empty = Nothing here yet.

## An article

source = Source
sources = Sources
source-line = Source: { $sources }
published-at = Published
updated-at = Updated
reading = Reading time
beside-article = Beside the article
beside-list = Beside the list
related = Related
topics = Topics
topic = Topic
the-paper = The site
corrections-intro = Everything we have put right, explained or taken back, newest first.
corrections-empty = No corrections yet.
corrections-description = Corrections and clarifications in { $site }, newest first.
withdrawn-article = A withdrawn article
follow-intro = Open feeds of all that we publish, for the reader of your choice, without an account or an address.
follow-all = All news
follow-description = Where to follow { $site }.
author = Author
corrections = Corrections
share = Share
short-link = Short link
share-whatsapp = WhatsApp
share-telegram = Telegram
share-x = X
share-mail = E-mail
picture-caption = Caption
picture-credit = Picture
archive = Archive
archive-dated = Archive ({ $when })
read-also = Read also
statement-source = Source

## Kinds, roles and corrections, as words

kind-news = News
kind-analysis = Analysis
kind-opinion = Opinion
kind-explainer = Explainer
kind-report = Report
kind-interview = Interview
kind-video = Video
kind-gallery = Pictures
kind-live = Live
role-agency = Agency
role-outlet = Outlet
role-desk = Newsroom
role-reporter = Reporter
role-document = Document
role-social = Social media
correction-error = Correction
correction-clarification = Clarification
correction-update = Update
correction-withdrawal = Withdrawal

## Pages that are not there

error-404-title = Page not found
error-404-heading = There is no page at this address
error-404-text = The address may have changed or been mistyped. Start from the front page, or from one of these.
error-410-title = This article was withdrawn
error-410-heading = This article was withdrawn
error-410-text = An article stood here. The newsroom has withdrawn it, and it is no longer available.
error-410-reason = Why it was withdrawn
error-500-title = The page cannot be shown
error-500-heading = Something went wrong on our side
error-500-text = This page could not be made just now. The fault is ours and has been recorded. Please try again shortly.
error-back-home = To the front page

## Counts

count-articles = { $n ->
    [0] no articles
    [one] { $n } article
   *[other] { $n } articles
}
count-items = { $n ->
    [0] no items
    [one] { $n } item
   *[other] { $n } items
}
count-comments = { $n ->
    [0] no comments
    [one] { $n } comment
   *[other] { $n } comments
}
count-photos = { $n ->
    [0] no photos
    [one] { $n } photo
   *[other] { $n } photos
}
count-results = { $n ->
    [0] no results
    [one] { $n } result
   *[other] { $n } results
}
count-posts = { $n ->
    [0] no posts
    [one] { $n } post
   *[other] { $n } posts
}
count-followers = { $n ->
    [0] no followers
    [one] { $n } follower
   *[other] { $n } followers
}
count-views = { $n ->
    [0] no views
    [one] { $n } view
   *[other] { $n } views
}
count-words = { $n ->
    [0] no words
    [one] { $n } word
   *[other] { $n } words
}
reading-time = { $n ->
    [0] less than a minute
    [one] { $n } minute
   *[other] { $n } minutes
}

## How long ago

ago-minutes = { $n ->
    [0] now
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [0] now
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
ago-days = { $n ->
    [0] today
    [1] yesterday
   *[other] { $n } days ago
}

# What an import says and what the text of an article needs.
section-unfiled = News
withdrawn-by-source = The source has withdrawn this piece.
embed-from = Show content from
statement-to = to
site-description = The latest news from { $site }: { $sections }.
section-description = The latest { $section } news from { $site }, as it happens.
topic-description = Everything about { $topic } in { $site }, newest first.
author-description = Everything by { $author } in { $site }, newest first.

## Stories

story = Story
stories = Stories
stories-all = All stories
stories-running = Stories we follow
stories-paused = Stories at rest
stories-ended = Stories that have ended
stories-intro = What we follow from its beginning, each on one page: what happened in order, and what to know first.
stories-empty = No stories yet.
stories-description = The stories that { $site } follows: running, at rest and ended.
story-description = { $story }: all that { $site } has published on it, in order.
story-state = State
story-running = Running
story-paused = Paused
story-ended = Ended
story-holds = In the story
story-latest = Updated
story-begun = First piece
story-follow = Follow the story
story-feed = Feed of the story
story-about = About the story
story-points = Key points
story-timeline = Timeline
story-from-oldest = Oldest first
story-from-newest = Newest first
story-pinned = Start here
story-in-this = In this story
story-here = You are reading this
story-also-in = It is also in:
# A long time without a piece, between two days of a timeline.
quiet-days = { $n ->
    [0] no day without news
    [one] { $n } day without news
   *[other] { $n } days without news
}
quiet-months = { $n ->
    [0] less than a month without news
    [one] { $n } month without news
   *[other] { $n } months without news
}
quiet-years = { $n ->
    [0] less than a year without news
    [one] { $n } year without news
   *[other] { $n } years without news
}

# ---------- Translations ----------

read-in-ar = Read in Arabic
read-in-en = Read in English
read-in-fa = Read in Persian
read-in-ur = Read in Urdu
read-in-he = Read in Hebrew
read-in-ckb = Read in Kurdish
read-in-fr = Read in French
read-in-tr = Read in Turkish
read-in-edition = Read in { $edition }

# ---------- The reader's script ----------

save-piece = Save
piece-saved = Saved in your browser.
piece-unsaved = Removed from your saved pieces.
saved-pieces = Your saved pieces
saved-none = Nothing saved yet. What you save stays in your browser alone.
remove = Remove
text-size = Text size
text-smaller = Smaller text
text-larger = Larger text
copy-link = Copy link
link-copied = Link copied
did-not-work = Your browser did not allow that
fresh-mark = New
just-now = now

## The archive

archive-of = Archive
archive-intro = Everything we have published, by month and by day, in the time of this edition.
archive-description = The archive of { $site }: everything published, by month and day.
archive-part-description = What { $site } published: { $when }.
archive-around = Nearest in time
archive-day = What was published on this day

## Search

search = Search
search-for = Search { $site }
search-go = Search
search-hint = Search for one word or more. Put a phrase in “…” to find it as it stands; a minus before a word leaves it out.
search-results-for = Search results for { $words }
search-none = Nothing found for { $words }.
search-none-hint = Check the spelling, or try fewer or more general words.
search-relaxed = Not all of your words stand together anywhere; these come closest
search-too-long = { $n ->
    [one] That is a long question. Search for at most { $n } letter.
   *[other] That is a long question. Search for at most { $n } letters.
}
search-end = These are the last results we show. Add a word to come closer.

## Standing pages and the foot

about-the-paper = About
page-as-of = Last changed

## Credits, the lite pages, no connection

credits = Credits
credits-intro = Works of others that this site rests on, whose they are, and on what terms we use them.
credits-description = The fonts, software, texts and pictures that { $site } rests on, their makers and licences.
credits-own = What we use
credits-texts = Texts of the sample
credits-pictures = Pictures of the sample
credits-fonts = Fonts
credits-software = Software
credit-font-text = Text: Noto Naskh Arabic, cut down
credit-font-head = Headlines: IBM Plex Sans Arabic, cut down, and renamed inside as its licence asks
credit-khabar = The Khabar program
credit-stop-words = The list of common words used in search
credit-own-texts = News of the invented country, and the pages of this site
credit-wikinews = News from Arabic Wikinews; marks of vowels taken off, paragraphs parted; of their dates no more than the year is known
credit-muqtabas = Articles of the journal al-Muqtabas, 1906–1912; the text is in the public domain
credit-drawings = Drawings
credit-photographs = Photographs, through the themes of WordPress
lite = Lite version
lite-full = Full version
lite-picture = Picture
offline-heading = No connection
offline-text = The page could not be fetched: your device is not connected just now. What you opened a while ago may still be in your browser.
offline-again = Try again

## Breaking
breaking = Breaking

# The sample's archive.
credit-picturingjordan = Posts of the blog Picturing Jordan, in Arabic and English, 2016–2020

## Galleries, recordings, the passage of a correction

kind-audio = Audio
picture-of = { $n } of { $count }
gallery-list = Picture galleries
gallery-description = Picture galleries from { $site }, the newest first.
video-description = Videos from { $site }, the newest first.
audio-description = Audio from { $site }, the newest first.
reels = Pictures, video and audio
reel-empty = Nothing has been published here yet.
recording-length = Length
recording-watch = Watch on { $site }
recording-hear = Listen on { $site }
recording-asks = Nothing is requested from { $site } until you press.
transcript = Transcript
correction-stood = It read:
correction-stands = It now reads:
correction-passage = Go to the passage
correction-was = It read: “{ $words }”
correction-now = It now reads: “{ $words }”

## The desk: coming in, one's own access, people

desk-name = Khabar desk
desk-places = Places of the desk
desk-people = People
desk-sign-out = Sign out
desk-sign-in = Sign in to the desk
desk-enter = Sign in
desk-link-once = This link lets you in once, within half an hour of its making.
desk-email = E-mail address
desk-password = Password
desk-no-password = No password, or forgotten? Ask an administrator for a sign-in link.
desk-wrong-password = This address and password open nothing together. Check the keyboard's language and try again.
desk-wrong-code = That code is not right, or was used before. Wait for the next one and try again.
desk-link-spent = This link was used or has run out. Ask for a new one.
desk-too-many-tries = Too many tries in one hour. Wait an hour, or come in by a link from an administrator.
desk-busy = Many people are signing in at this moment. Try again shortly.
desk-code = Code
desk-code-hint = Six digits from the app on your phone, or one of the codes on paper.
desk-prove = Prove who you are
desk-me = My access and devices
desk-owes-factor = Until you set a second step you can write, but not publish or manage people.
desk-second-factor = Second step of signing in
desk-factor-why = A code from your phone, asked for after the password: whoever knows the password alone stays outside.
desk-factor-begin = Set the second step
desk-factor-set = It is set.
desk-codes-left = { $n ->
    [0] No code on paper is left: set the second step anew to get others.
    [one] { $n } code on paper is left.
   *[other] { $n } codes on paper are left.
}
desk-factor-new = Move it to another phone
desk-factor-remove = Take it off
desk-factor-scan = Open the code app on your phone and point it at this picture.
desk-factor-picture = A picture that the code app reads
desk-factor-typed = Or type this key into it:
desk-factor-then = Then type the six digits it shows
desk-factor-confirm = Set it
desk-factor-done = The second step is set, and your other devices are signed out.
desk-paper-codes = Codes for paper
desk-paper-codes-once = Print or copy them now: they are not shown again. Each lets you in once, should the phone be lost.
desk-password-set = Your account has a password. Changing it signs out your other devices.
desk-password-none = You have no password yet; you come in by links alone.
desk-password-new = New password
desk-password-hint = At least ten letters. A sentence you remember is better than a difficult word.
desk-password-done = The password is kept, and your other devices are signed out.
desk-password-short = That password is shorter than ten letters.
desk-password-long = That password is longer than two hundred letters.
desk-password-guessed = That would soon be guessed: not your name, not your address, no common word, no repeated letters.
desk-devices = Devices you are signed in on
desk-device-unknown = A device that gives no name
desk-seen = Last at work:
desk-here = This device
desk-end-session = Sign it out
desk-end-others = Sign out all other devices
desk-language = Language of the desk
desk-save = Save
desk-role = Role
desk-role-of = { $name }'s role
desk-role-contributor = Contributor
desk-role-journalist = Journalist
desk-role-editor = Editor
desk-role-admin = Administrator
desk-suspended = Suspended
desk-suspend = Suspend the account
desk-suspend-hint = They are signed out everywhere at once, and what they scheduled is held until an editor looks at it.
desk-restore = Restore
desk-new-link = Sign-in link
desk-more = More
desk-reset = Begin their access anew
desk-reset-hint = For who lost password or phone: both are taken off, they are signed out everywhere, and come in by a link.
desk-link-for = Sign-in link for { $name }
desk-link-hint = Copy it and send it by a way you trust. It works once within half an hour, and is not shown here again.
desk-new-person = A new person
desk-person-name = Name as colleagues see it
desk-open-account = Open the account
desk-last-admin = This is the last administrator: make another one first.
desk-address-taken = There is already an account with this address.
desk-no-address = That is not an e-mail address.
desk-bad-name = A name has between one and two hundred letters.
## Statements of a story, the calendar of the archive, pages kept in the browser

story-said = Said in this story
offline-read = Pages you read lately

## Search, when many search at once

search-busy = Many people are searching just now. Please try again in a few seconds.

# Terms of a text that is not ours
licence = Licence

# The days of the week in a letter each, from Monday on.
weekday-letters = M T W T F S S

## Trees of sections, channels elsewhere

section-way = Where this section stands
section-parts = Parts of { $section }
section-closed = This section is closed: what was published in it stays here, and nothing new is added.
channels = Follow us
platform-x = X
platform-facebook = Facebook
platform-instagram = Instagram
platform-youtube = YouTube
platform-telegram = Telegram
platform-whatsapp = WhatsApp channel
platform-tiktok = TikTok
platform-threads = Threads
platform-bluesky = Bluesky
platform-mastodon = Mastodon
platform-linkedin = LinkedIn
platform-snapchat = Snapchat
platform-newsletter = Newsletter
platform-podcast = Podcast
platform-app = App

# The editor
desk-editor = Editor
