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
error-503-title = The page could not be made in time
error-503-heading = The site is busy just now
error-503-text = This page could not be made in time. Please try again in a few seconds; pages that are ready stay open.
try-again = Try again
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
speaker-label = Statements
speaker-description = All that { $speaker } said in { $site }, newest first.
speaker-said-in = In:

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
search-narrow = Narrow the search
search-without = Remove:
search-did-you-mean = Did you mean
search-by-section = Section
search-by-story = Story
search-by-author = Author
search-by-kind = Kind
search-by-date = Date
search-by-relevance = Best match first
search-by-newest = Newest first
search-last-day = Last day
search-last-week = Last week
search-last-month = Last month

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
desk-too-many-tries = Too many tries in one hour. Wait an hour, or come in by a link.
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
desk-role-contributor = Contributor
desk-role-journalist = Journalist
desk-role-editor = Editor
desk-role-admin = Administrator
desk-suspended = Suspended
desk-suspend = Suspend the account
desk-suspend-hint = They are signed out everywhere at once, and what they scheduled is held until an editor looks at it.
desk-restore = Restore
desk-new-link = Sign-in link
desk-reset = Begin their access anew
desk-reset-hint = For who lost password or phone: both are taken off, they are signed out everywhere, and come in by a link.
desk-link-for = Sign-in link for { $name }
desk-link-hint = Copy it and send it by a way you trust. It works once within half an hour, and is not shown here again.
desk-new-person = A new person
desk-person-name = Name as colleagues see it
desk-last-admin = This is the last administrator: make another one first.
desk-address-taken = There is already an account with this address.
desk-no-address = That is not an e-mail address.
desk-bad-name = A name has between one and two hundred letters.
## Statements of a story, the calendar of the archive, pages kept in the browser

story-said = Said in this story
story-statements = Statements in this story
story-statements-title = Statements: { $story }
story-statements-description = What was said in { $story } in { $site }, by speaker, newest first.
story-people = Who is in it
story-picked = Key moments
story-picked-how = chosen automatically
story-new-more = A lot is new since your last visit
story-new = { $n ->
    [0] nothing new since your last visit
    [one] { $n } new article since your last visit
   *[other] { $n } new articles since your last visit
}
story-day-more = { $n ->
    [0] no others
    [one] and { $n } more article
   *[other] and { $n } more articles
}
count-statements = { $n ->
    [0] no statements
    [one] { $n } statement
   *[other] { $n } statements
}
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
desk-role-moderator = Moderator
desk-role-chief = Editor-in-chief
desk-role-hint = The role holds in all editions and sections, from the next request on.
desk-parts = Their sections and editions
desk-parts-hint = A wider role in one section and all below it, or in a whole edition. A section editor is a journalist with the role of an editor in that section.
desk-part = Section or edition
desk-part-whole = The whole edition
desk-part-standing = Role there
desk-part-give = Give it
desk-part-remove = Take back
desk-no-such-part = There is no such edition, or no such section in it.
desk-their-access = Their access
desk-invite = Invite to the desk
desk-invited = The account is open, and the invitation is on its way by mail.
desk-invitation-hint = They get a link by mail that works once within a week, come in and set a password of their own.
desk-new-link-hint = A link goes to them by mail, and another is shown here for you to hand over.
desk-letter-sent = The sign-in link is on its way by mail.
desk-by-link = Without a password
desk-by-link-hint = If you forgot the password, or have none yet, we send a link to your address that lets you in once.
desk-send-link = Send me a link
desk-link-on-its-way = If this address has an account, the link is on its way. It works for half an hour.
desk-letter-greeting = Hello { $name },
desk-letter-invitation = Invitation to the Khabar desk
desk-letter-invitation-words = An account at the desk was opened for you. Come in by this link, then set a password and the second step.
desk-letter-week = The link works once, within a week.
desk-letter-link = Your sign-in link for the Khabar desk
desk-letter-link-words = This is the sign-in link that was asked for. Once inside you can set a new password.
desk-letter-unwanted = If you did not expect this letter, do nothing: nobody comes in unless the link is opened. Send it to nobody.
desk-to-start = To the beginning of the desk
desk-signed-out = Sign in to the desk first
desk-not-allowed = Your role does not allow this
desk-needs-role = This needs the role “{ $name }” or a higher one. An administrator can give it.
desk-not-found = There is nothing at this address
desk-failed = That did not work, and nothing was changed
desk-disk-full = The disk is full and nothing was kept: it can be kept once there is room. Tell whoever looks after the server
desk-refused = That was not taken
desk-kept = What you wrote
desk-kept-hint = Nothing you wrote is lost: it stays on this page as long as the page is open. Mend what kept it from being taken in another window, and send it from here.
desk-kept-send = Send it again
desk-kept-sent = What you sent
desk-kept-again = What you typed here is secret and is not kept: type it again
desk-prove-kept = Not done yet: prove who you are first, in another window; then come back to this page and send it again. What you sent stays here.
desk-by-password = By password

# Revisions and publication
desk-revisions = Revisions
desk-sheet = Publish sheet
desk-preview = Preview
desk-from-to = What changed from
desk-nothing-changed = The two revisions say the same.
desk-same-blocks = { $n ->
    [one] One block unchanged
   *[other] { $n } blocks unchanged
}
desk-fate-restyled = formatting
desk-fate-changed = changed
desk-fate-added = added
desk-fate-removed = removed
desk-moved = moved
desk-before = Before
desk-after = After
desk-bring-part-back = Bring this part back
desk-bring-back = Bring it all back
desk-brought-back = Brought back from revision { $n }
desk-who-when-why = Who, when, why
desk-live-now = what readers see
desk-what-changed = What changed in it
desk-against-live = Compare with what is live
desk-by-import = Import
desk-by-console = From the machine
desk-line-kicker = Kicker
desk-line-headline = Headline
desk-line-web = Page headline
desk-line-short = Short headline
desk-line-search = Search headline
desk-line-social = Share headline
desk-line-lead = Lead
desk-line-place = Place
desk-line-licence = Licence
desk-line-sources = Source chain
desk-line-authors = Authors
desk-line-topics = Topics
desk-line-picture = Lead picture
desk-block-paragraph = Paragraph
desk-block-heading = Heading
desk-block-list = List
desk-block-quote = Quotation
desk-block-statement = Statement
desk-block-picture = Picture
desk-block-gallery = Gallery
desk-block-facts = Facts
desk-block-related = Read also
desk-block-table = Table
desk-block-embed = Embed
desk-block-rule = Break
desk-part-speaker = Speaker
desk-part-role = Role
desk-part-to = To whom
desk-part-place = Where
desk-part-date = When
desk-part-source = Source
desk-part-href = Link
desk-part-media = File
desk-part-caption = Caption
desk-part-alt = Alternative text
desk-part-credit = Credit
desk-part-article = Article
desk-part-title = Title
desk-revision-n = Revision { $n }
desk-live-n = live: { $n }
desk-done-published = It went out to readers.
desk-done-scheduled = It has its time now.
desk-done-withdrawn = It is withdrawn, and its address tells readers why.
desk-done-moved = It moved to that stage.
desk-done-approved = You approved this revision, and no other.
desk-done-assigned = It is settled whose it is.
desk-done-released = The brake is released for you for a quarter of an hour: do again what you wanted.
desk-done-embargo = The embargo is changed.
desk-done-note_dropped = The note is taken away: readers are not told it.
desk-receipt = Publish receipt
desk-on-its-way = On its way to readers…
desk-look-again = Look now
desk-visible-after = Readers saw it after { $name } s
desk-step-purged = old pages thrown out
desk-step-read-back = read back
desk-step-in-feed = in the feed
desk-step-in-story = in the story's feed
desk-step-indexed = in the search
desk-step-gave-up = A step was not seen in time: the log says which
desk-withdrawn-for = Withdrawn; readers are told:
desk-scheduled-for = Goes out by itself
desk-unschedule = Take the schedule back
desk-embargo = Embargo
desk-embargo-until = Under embargo until
desk-embargo-hint = Nothing of it, nor of its pictures, is seen before this time. Leave it empty to lift the embargo.
desk-set-embargo = Save the embargo
desk-checklist = Before it goes out
desk-blocking = blocks
desk-advice = advice
desk-places-n = { $n ->
    [one] in one place
   *[other] in { $n } places
}
desk-rule-headline_length = The headline is short enough to be shown whole (at most 110 letters)
desk-rule-lead = It has a lead
desk-rule-authors = It is signed, or has a source
desk-rule-sources = The source chain is written
desk-rule-speakers = Every statement names its speaker
desk-rule-picture = It has a lead picture
desk-rule-picture_alt = Every picture has an alternative text
desk-rule-picture_credit = Every picture is credited
desk-rule-picture_rights = We may show the pictures at that time
desk-rule-topics = It has topics
desk-two-persons = This section asks for two people: one who publishes, and another who approves this very revision.
desk-approved-by = Approved by
desk-approve = I approve this revision
desk-send = To the readers
desk-what-sort = What changed?
desk-change-quiet = An edit that needs no note
desk-change-update = Update: something new was added
desk-change-clarification = Clarification: it could be misread
desk-change-error = Correction: it was wrong
desk-note-for-readers = What readers are told
desk-on-top = Above the text, because the meaning changed
desk-when = When
desk-now = Now
desk-later = Later
desk-at = By the clock of
desk-publish = Publish
desk-how-it-is-shared = How it looks when it is shared
desk-no-picture = No lead picture: a card is drawn from the headline.
desk-stage = Stage
desk-stage-writing = Writing
desk-stage-review = Review
desk-stage-legal = Legal
desk-stage-ready = Ready
desk-assigned-to = Whose it is
desk-nobody = Nobody's
desk-due = Wanted by
desk-assign = Save
desk-withdraw = Withdraw it
desk-withdraw-hint = It leaves every page, feed and search at once; its address goes on saying that it was withdrawn, and why.
desk-reason = The reason, as readers will read it
desk-held-by-checklist = It cannot go out yet; it lacks: { $name }
desk-held-by-second-person = It cannot go out yet: somebody else than you has to approve this revision.
desk-note-waiting = A note for readers that waits for a second person
desk-note-waits = The section asks for two people: the note is kept, and readers see it when a colleague sends it as it is.
desk-note-second = Agree and publish it
desk-note-refuse = Refuse it
desk-note-take-back = Take your note back
desk-note-gone = This note does not wait any more: it went out, or was taken away, or another was written.
desk-note-goes-with = It goes out with
desk-note-passage = It is about:
desk-note-stood = It read:
desk-note-stands = It now reads:
desk-note-older = Readers have a newer revision than the one that this note was to go out with: it goes out no more. Write it again if it is still to be told.
desk-another-note-waits = Another note of a colleague waits for a second person and is not written over; yours was not kept and is still here. Agree to that one or refuse it, or publish a newer revision first.
desk-withdrawal-is-no-note = A withdrawal is not a note: withdraw the article below.
desk-description-waiting = Words that wait for a second person
desk-description-waits = Readers of a section that asks for two people see it: what was written is kept, and takes its place when a colleague who publishes there agrees.
desk-description-waits-rights-hold = What you set of our right to show it holds already. Readers of a section that asks for two people see the picture: the words that were written are kept, and take their place when a colleague who publishes there agrees.
desk-another-description-waits = Other words of a colleague wait for a second person. Nothing was saved, and what you wrote is still here. Look at theirs; if you save again, yours wait in their place.
desk-description-second = Agree to it as it is
desk-held-by-brake = You changed very much of what readers see in a short time. If you mean it, release the brake and go on.
desk-release-brake = I mean it, release it for a quarter of an hour
desk-not-published = It has not been published yet: there is nothing to correct.
desk-is-withdrawn = This article was withdrawn.
desk-has-no-headline = Nothing goes out without a headline.
desk-has-no-text = Nothing goes out without a text.
desk-rights-over-by-then = Our right to show one of its pictures ends before that time: change the picture or take it out, or choose an earlier time.
desk-clock-holds = The clock of this machine is in doubt, so nobody knows whether the embargo is over. Set it right, or have a chief editor say at the beginning of the desk that it is.
desk-time-is-over = Choose a time that is still ahead.
desk-say-why = Write what readers are told, in at most 2,000 letters.

# The trail
desk-trail = Trail
desk-trail-hint = Who did what, and when. Every line is sealed with the one before it: none is changed or taken away unseen. To verify it:
desk-who = Who
desk-everybody = Everybody
desk-did-what = Did what
desk-did-anything = Anything
desk-to-what = Number of an article or another thing
desk-look = Look
desk-nothing-found = Nothing here.
desk-earlier = Earlier
desk-by-clock-for = The clock, for { $name }
desk-by-program = Program { $name }
desk-did-article_created = began an article
desk-did-article_revised = saved a revision
desk-did-candidate_moved = moved it to a stage
desk-did-candidate_approved = approved a revision
desk-did-note_asked = wrote a note for readers that waits for a second person
desk-did-note_dropped = took away a note that waited
desk-did-description_asked = asked for words about a picture that need a second person
desk-did-article_assigned = said whose an article is
desk-did-article_scheduled = scheduled a publication
desk-did-article_unscheduled = took back a scheduled publication
desk-did-schedule_held = a schedule was held
desk-did-embargo_set = changed an embargo
desk-did-article_published = published
desk-did-article_corrected = corrected
desk-did-article_withdrawn = withdrew
desk-did-batch_published = imported
desk-did-picture_uploaded = uploaded a picture
desk-did-recording_uploaded = uploaded a recording
desk-did-picture_rights_ended = rights in a picture ended
desk-did-front_arranged = arranged a front
desk-did-alert_raised = raised an alert
desk-did-alert_ended = ended an alert
desk-did-section_rules_set = set what a section asks
desk-did-brake_released = released the brake
desk-did-account_saved = changed an account
desk-did-token_issued = issued a token
desk-did-published_rebuilt = rebuilt what readers see

# Today and the list
desk-today = Today
desk-list = Articles
desk-late = Their time is over, and they were not published
desk-mine = Mine
desk-mine-none = Nothing is yours just now.
desk-waiting = Waiting for you
desk-waiting-none = Nobody is waiting for you.
desk-next-hours = Goes out within six hours
desk-next-none = Nothing is scheduled.
desk-live-list = What readers see now
desk-health = How the site is doing
desk-health-pages = { $n ->
    [0] The pages have taken everything that happened
    [one] The pages are one event behind
   *[other] The pages are { $n } events behind
}
desk-health-search = { $n ->
    [0] The search has taken everything that happened
    [one] The search is one event behind
   *[other] The search is { $n } events behind
}
desk-health-late = { $n ->
    [0] No work is late
    [one] The oldest work is one second late
   *[other] The oldest work is { $n } seconds late
}
desk-health-failed = { $n ->
    [0] No work has failed
    [one] One piece of work has failed
   *[other] { $n } pieces of work have failed
}
desk-state = State
desk-state-draft = draft
desk-state-scheduled = scheduled
desk-state-embargoed = under embargo
desk-state-live = live
desk-state-changed = live, with a newer revision
desk-state-withdrawn = withdrawn
desk-words = Words in it
desk-edition = Edition
desk-section = Section
desk-any = All
desk-author = Author
desk-from-day = Begun from
desk-to-day = to
desk-kept-filters = What you look for
desk-keep-filter = Keep this filter
desk-filter-name = Its name
desk-forget-filter = Forget “{ $name }”
desk-with = with
desk-rename = Rename
desk-headline-for = Headline
desk-not-renamed = Somebody has gone on with this piece meanwhile: look at it first. You wanted: { $name }
desk-file-under = File it under that section
desk-written-by = Being written by
desk-open-at = Open at
desk-with-chosen = What you chose:
desk-move-to = Move to that stage
desk-give-to = Give it to them
desk-done-n = { $n ->
    [0] Nothing changed.
    [one] One article changed.
   *[other] { $n } articles changed.
}
desk-refused-n = { $n ->
    [0] Nothing was refused.
    [one] One stays as it was: you may not do that to it.
   *[other] { $n } stay as they were: you may not do that to them.
}
desk-prove-to-release = Prove who you are before the brake is released; what you wrote stays here.
desk-headline-too-long = A headline has at most 300 letters. You wanted: { $name }
desk-letters-on = Single letters are keys
desk-keys = Keys
desk-key-next = Next line
desk-key-before = Line before
desk-key-order = Give the screen’s order again
desk-close = Close
desk-key-move = move
desk-key-open = open
desk-key-choose = choose

# Preview
desk-preview-link = Preview link
desk-preview-link-hint = Whoever holds this link sees the newest revision before the readers do. It is not shown here again.
desk-preview-qr = A code that opens the preview on a phone
desk-look-name = Look
desk-look-own = As the reader chose
desk-look-light = Light
desk-look-dark = Dark
desk-look-lite = Lite
desk-look-print = Print
desk-on-paper = On paper
desk-as-shared = When its link is shared
desk-card-alt = The picture that a shared link carries, with the headline
desk-as-found = In a search engine
desk-preview-whole = Open it by itself
desk-preview-print = To print it, open it by itself and print from the browser (Ctrl+P).
desk-on-a-phone = On a phone, as wide as
desk-wide = On a wide screen
desk-preview-phone = On a real phone
desk-preview-alive = { $n ->
    [0] No link is alive
    [one] One link is alive until
   *[other] { $n } links are alive, the last until
}
desk-preview-end = End all links
desk-preview-life = How long it lives
desk-life-hour = an hour
desk-life-day = a day
desk-life-week = a week
desk-preview-make = New link

# The editor
desk-editor = Editor
desk-new-article = New article
desk-untitled = (no headline)
desk-corrections-are-now = A correction, a clarification and an update go out as they are made: choose now, or publish without a note.
desk-newer-is-live = A newer revision than this went out since you opened the sheet: look at it before you publish.
desk-more = More to choose by
desk-did-edition_saved = saved an edition
desk-did-section_saved = saved a section
desk-did-section_moved = moved a section
desk-did-section_closed = closed a section
desk-did-section_reopened = reopened a section
desk-did-access_changed = changed how an account comes in
desk-did-picture_described = described a picture
desk-did-picture_rights_begun = the rights of a picture began
desk-did-article_filed = filed an article under a section
desk-did-translation_linked = linked a translation
desk-did-translation_unlinked = unlinked a translation
desk-did-card_drawn = a share card was drawn
desk-did-story_opened = opened a story
desk-did-story_changed = changed a story
desk-did-story_paused = paused a story
desk-did-story_resumed = resumed a story
desk-did-story_ended = ended a story
desk-did-story_pieces_placed = put articles in a story
desk-did-story_piece_taken_out = took an article out of a story
desk-did-story_piece_pinned = pinned an article in a story
desk-did-story_piece_unpinned = unpinned an article in a story
desk-did-stories_merged = merged two stories
desk-did-story_split = split a story
desk-did-standing_page_saved = saved a standing page
desk-did-standing_page_published = published a standing page
desk-did-standing_page_taken_down = took a standing page down
desk-did-menu_saved = saved a menu
desk-did-head_menu_saved = saved the menu at the head
desk-did-channels_set = changed the channels
desk-did-redirect_added = added a redirect
desk-did-redirect_removed = removed a redirect
desk-did-front_went_back = took a front back
desk-did-front_turned = a front changed at its time
desk-did-pins_held = pins were held
desk-did-alert_changed = changed an alert
desk-did-alert_began = an alert began at its time
desk-did-days_recounted = the days were counted anew
desk-did-stages_set = changed the stages
desk-did-preview_opened = opened a preview link
desk-did-previews_ended = ended preview links
desk-did-brake_set = set the brake

## Passkeys
desk-by-passkey = Passkey
desk-by-passkey-hint = Your finger, your face or the lock of your device: no password and no code.
desk-use-passkey = Sign in with a passkey
desk-passkey-failed = The device gave no passkey. Try again, or use another way on this page.
desk-wrong-passkey = This passkey opens nothing here.
desk-passkey-late = The device was asked too long ago, or answered before. Try again.
desk-too-many-passkeys = You have twenty passkeys. Remove one first.
desk-no-passkeys-here = There are no passkeys at this address.
desk-passkeys-elsewhere = Passkeys work at this address:
desk-passkeys = Passkeys
desk-passkeys-why = A key on your phone or computer that lets you in by finger, face or the device's lock. It stands for the password and the second step together, and no site that imitates this one can use it.
desk-passkey-unnamed = A passkey without a name
desk-passkey-since = Added:
desk-passkey-used = last used:
desk-passkey-remove = Remove
desk-passkey-name = Name of the passkey
desk-passkey-name-hint = To tell it from others: “my phone”. Left empty, it is named after this device.
desk-passkey-add = Add a passkey
desk-passkey-added = The passkey is added. You can sign in with it from now on.

## The identity provider
desk-by-provider = Sign in with { $name }
desk-provider-back = The identity provider knows you. One step is left to the newsroom.
desk-visit-over = This sign-in took too long, or was begun in another browser. Begin again here.
desk-not-invited = The identity provider knows you, but you have no account in this newsroom, or it is suspended. Ask an administrator to invite you by this e-mail address.
desk-provider-away = The identity provider does not answer now. Come in another way, or try again shortly.
desk-provider-refused = The identity provider did not let you in, or its answer was refused. Try again; if it happens again, tell an administrator.

## Letters that wait
desk-letter-reset = A new beginning at the Khabar desk
desk-letter-reset-words = An administrator took off your password, your second step and your passkeys, and signed out all your devices. Come in by this link and set them anew.
desk-letter-waits = Letter not sent
desk-letter-held = The letter to them has not gone out yet. The mail server said:
desk-letter-again = It is tried again:
desk-letter-given-up = It is not tried again. Hand the link over yourself, or send a new letter once the mail works.

## Settings
desk-settings = Settings
desk-editions = Editions
desk-editions-hint = How each edition writes what the program writes: digits, months, calendar, quotation marks, addresses.
desk-policy-on = It is asked for: nobody publishes or manages people before they have a second step or a passkey.
desk-policy-off = It is not asked for: a password or a sign-in link is enough for everything.
desk-policy-turn-on = Ask everybody for it
desk-policy-turn-off = Do not ask for it
desk-own-step-first = Set a second step of your own first: without one you would be kept from managing the site.
desk-set-name = Name of the site in this edition
desk-set-tagline = The line under the name
desk-set-lang = Language
desk-set-digits = Digits
desk-set-months = Names of the months
desk-set-clock = Clock
desk-set-clock-h12 = 1:40 pm
desk-set-hijri = The Hijri date beside the Gregorian one
desk-set-hijri_shift = Days between the sighted moon and the calculated one
desk-set-week = First day of the week
desk-set-week-saturday = Saturday
desk-set-week-sunday = Sunday
desk-set-week-monday = Monday
desk-set-quotes = Quotation marks
desk-set-quotes-usual = Those of the edition’s language
desk-set-tanwin = Arabic tanwin in the program’s own words
desk-set-slugs = Addresses of articles
desk-set-slugs-arabic = In the headline’s own letters
desk-set-slugs-transliterated = In Latin letters
desk-set-slugs-id_only = The article’s id alone
desk-set-zone = Time zone
desk-set-sample = How it is written now:
desk-set-hint = A change holds at once on every page. Articles that are out keep their addresses.
desk-set-done = The settings are kept, and readers see them now.
desk-set-refused = Not kept: a value in the form cannot be. Look over the fields and try again.
desk-set-no-such-zone = No time zone has this name. Choose one from the list, such as Asia/Beirut.
desk-did-second_factor_policy_set = changed whether a second step is asked for
desk-brake = The brake
desk-brake-hint = Whoever changes more than this in a short time is first asked whether they mean it: one slip of the hand, or a program gone wild, does not turn the site over.
desk-brake-publications = Publications and corrections, at most
desk-brake-withdrawals = Withdrawals, at most
desk-brake-minutes = In how many minutes
desk-brake-refused = The brake was not set: 1 to 100000 changes, in 1 to 1440 minutes.
desk-rules = What each section asks before publication
desk-rules-hint = What a section does not say it takes from the section over it; otherwise it is advice that holds nothing back.
desk-rules-two-persons = Two people: one publishes what another approved
desk-rules-done = What the section asks is kept, and holds from now on.
desk-weight-blocking = Holds publication back
desk-weight-advice = Advice
desk-weight-off = Not looked at
desk-stages = Stages
desk-stages-what = From writing to ready.
desk-stages-change = Arrange the stages
desk-stages-hint = Everything begins in the first stage and is ready to go out in the last. What stood in a stage that is taken away stands in the first again.
desk-stages-new = A new stage
desk-stages-place = Its place
desk-stages-name = Its name
desk-stages-role = Who may move something there, at least
desk-stages-drop = Take this stage away
desk-stages-done = The stages are kept.
desk-stages-refused = Not kept: there are between two and eight stages, and each new one needs a name of at most sixty letters.
desk-set-overtaken = Somebody else changed it meanwhile, and nothing of yours was kept yet. It still stands in the form, and beside what differs stands how it is now. Save once more to put yours in its place.
desk-set-stands = Now it is:
desk-set-on = Chosen
desk-set-off = Not chosen
desk-set-prove-first = Not kept yet: prove who you are first. What you typed stays here; come back to this page and save once more.

## The media library
desk-library = Library
desk-library-words = Words in caption, credit or description
desk-library-only = Show only
desk-library-mine = Brought in by me
desk-library-uncredited = Without credit
desk-library-ending = Rights ended, or ending within a month
desk-library-archive = Archive pictures
desk-library-empty = No picture here is what you look for.
desk-library-further = None of those that were looked through is what you look for: look further back.
desk-recording-unknown = Not taken: this is no MP4, M4A, WebM, MP3, Ogg or WAV file.
desk-recording-quicktime = Not taken: this is a QuickTime film, which not every browser plays. Save it as MP4 and try again.
desk-recording-nothing = Not taken: there is nothing in this file to be seen or heard.
desk-recording-damaged = Not taken: the file is damaged, or not all of it came.
desk-recording-too-long = Not taken: the file is larger than { $name } MB.
desk-recording-empty = Not taken: the file is empty.
desk-recording-too-many = Not uploaded: you have too many uploads under way. Finish one in the library, or give it up.
desk-recording-no-room = Not uploaded: there is no room just now. Try again later.
desk-recording-gone = This upload is over: begin it anew.
desk-recording-failed = Not uploaded: something went wrong on our side. Try again.
desk-upload-files = New pictures
desk-upload-hint = Choose files, or drop them anywhere on this page. Readers see none of them before something that shows them is published.
desk-upload = Upload
desk-upload-results = What was uploaded
desk-unfinished = Uploads that broke off
desk-unfinished-hint = What came of them is kept. Choose the same file and it goes on where it stopped, or give it up.
desk-unfinished-until = What came of it is kept until
desk-unfinished-unnamed = A file without a name
desk-unfinished-recording = A recording: choose it again at its article, in the same browser.
desk-unfinished-go-on = Choose the file and go on
desk-unfinished-drop = Give it up
desk-unfinished-other = This is another file: choose the one you began to upload, of the same name and size.
desk-unfinished-stays = What came of it is still there. Try again.
desk-archive-unturned = Not changed: it did not reach the server, or could not be kept. Try again.
desk-archive-signed-out = Not changed: your session has ended. Sign in and try again.
desk-upload-waits = waits its turn
desk-upload-goes = uploading…
desk-upload-done = is in the library.
desk-upload-twin = The library has the same file already
desk-alike = A picture that looks like it is in the library already:
desk-credentials = The original carries content credentials (C2PA). They stay with it and do not go into what readers see; to check them, download the original.
desk-take-original = Download the original as it came
desk-rights-ending = Published pictures whose rights end soon
desk-upload-look = Look it over
desk-upload-silent = The file says nothing of itself: describe the picture.
desk-upload-too-many = Not uploaded: at most { $name } files at once. Bring it again when these are done.
desk-upload-awaits = The line broke; it goes on when the line is back.
desk-upload-offline = Not uploaded: the server cannot be reached. Try again.
desk-upload-signed-out = Not uploaded: your session has ended. Sign in and try again.
desk-upload-failed = Not taken: its sizes could not be made. Save the picture as JPEG and try again.
desk-upload-empty = Not taken: the file is empty.
desk-upload-too-large = Not taken: the file is larger than { $name } MB.
desk-upload-foreign = Not taken: { $name } files are not taken. Save the picture as JPEG, PNG or WebP.
desk-upload-not-a-picture = Not taken: this is not a JPEG, PNG, GIF or WebP picture.
desk-upload-damaged = Not taken: the picture is damaged.
desk-upload-side-too-long = Not taken: one side of the picture is longer than 16,384 pixels.
desk-upload-too-many-pixels = Not taken: the picture has more than 64 million pixels.
desk-upload-too-many-frames = Not taken: the animation is longer than 300 frames.
desk-upload-too-many-passes = Not taken: the picture is drawn in more than 64 passes. Save it again as JPEG.
desk-upload-needs-too-much-memory = Not taken: this picture needs more memory to open than it is given.
desk-caption = Caption
desk-alt = Description for those who do not see it
desk-credit = Credit, as readers are told
desk-picture-source = Where we have it from
desk-picture-source-hint = For colleagues alone: an agency's service, a mail, a press office.
desk-licence = Licence: its address, or its words
desk-rights-window = When we may show it, in the time of
desk-rights-from = From
desk-rights-until = Until
desk-rights-end = Rights end
desk-rights-over = Rights ended
desk-rights-dark = We may not show it now: readers see it on no page.
desk-rights-unread = The time of the rights cannot be read. Write a day and an hour.
desk-rights-turned = The rights end before they begin. Put one of the times right.
desk-rights-need-editor = How long we may show a picture is changed by an editor, wherever it is shown. Nothing was saved, and what you wrote is still here.
desk-focal = Focal point
desk-focal-hint = What is under the point stays in every crop. Click on the picture, or press F and then the arrows (Shift for one step).
desk-focal-across = From the left, %
desk-focal-down = From the top, %
desk-focal-unread = The focal point is two numbers from 0 to 100.
desk-crops = As it will be cut
desk-time-taken = When it was taken
desk-archive-picture = Archive picture
desk-taken-on = Taken on
desk-taken-on-hint = The year alone, year and month, or the whole day:
desk-day-unread = The day it was taken cannot be read. Write the year alone, year and month, or the whole day, as in the example below the field.
desk-line-too-long = A line has at most 1,000 letters, a caption 4,000.
desk-no-caption = No caption
desk-no-credit = No credit
desk-picture = Picture
desk-picture-saved = Saved.
desk-picture-changed-meanwhile = A colleague changed what is said of this picture meanwhile. Nothing was saved, and what you wrote is still here. Look at what stands there now; if you save again, yours takes its place.
desk-picture-theirs = What stands there now
desk-shown-anew-n = { $n ->
    [0] No published article changed.
    [one] One published article shows it as you saved it.
   *[other] { $n } published articles show it as you saved it.
}
desk-shown-later = Readers see it with the next publication of each article that shows it.
desk-reaches-readers = Readers see this picture: what you save reaches them at once.
desk-reaches-later = Readers see this picture: what you save reaches them with the next publication of each article that shows it.
desk-used = Where it is shown
desk-used-nowhere = No article shows it.
desk-used-live = Published
desk-used-work = In work
desk-used-page = Readers' page
desk-came-in = Brought in by:
desk-key-archive = archive or not
desk-did-picture_shown_anew = put a picture before readers as it is described
desk-moved-by-rules = The clocks have other rules since these were scheduled
desk-moved-by-rules-hint = They go out at the very moment that was set, but the clocks will show another time then than was meant. Open them and set the time again.
desk-moved-by-rules-meant = meant:
desk-held = Their time came, and they were held
desk-held-for-not-allowed = Whoever scheduled it may not publish here any more.
desk-held-for-nothing-left = Nothing is left to publish.
desk-held-for-section-closed = Its section was closed.
desk-held-for-picture-rights = Our right to show a picture in it has ended. Change the picture or take it out, then publish.
desk-held-for-checklist = It lacks what its section asks before anything goes out.
desk-held-for-second-person = Nobody else has approved it.

## Notes
desk-mentions = Notes that mention you
desk-did-note_written = wrote a note
desk-did-note_resolved = resolved a note
desk-did-note_reopened = reopened a note

# The machine
desk-did-clock_confirmed = said that the clock is right
desk-did-copy_found = this newsroom was found to be a copy
desk-did-copy_lifted = said that the copy may go out
desk-machine = The machine is in doubt
desk-clock-ahead = { $n ->
    [one] The clock of this machine is a second ahead of what is sure. Embargoes hold, and what is scheduled waits for the time that is sure.
   *[other] The clock of this machine is { $n } seconds ahead of what is sure. Embargoes hold, and what is scheduled waits for the time that is sure.
}
desk-clock-behind = { $n ->
    [one] The clock of this machine is a second behind what is sure. Embargoes hold, and what is scheduled comes late.
   *[other] The clock of this machine is { $n } seconds behind what is sure. Embargoes hold, and what is scheduled comes late.
}
desk-clock-confirm = The clock is right
desk-clock-hint = Compare it with another clock first. What was due by it goes out at once.
desk-restored = This newsroom is a copy that was restored or cloned. Nothing is published and no letter is sent until somebody at the machine says so, with «khabar restored lift».

## What a text leads to

audio-untitled = Recording
map-open = Open the map on { $site }
file-label = Document
desk-block-audio = Recording
desk-block-map = Map
desk-block-file = Document
desk-part-recorder = Whose recording
desk-part-length = Length
desk-part-degrees = Coordinates
desk-part-format = Format
desk-part-weight = Size
## What is asked where
desk-filing-held-by-second-person = Readers see this piece, and that section asks for two people: somebody else than you has to approve this very revision for that section before it moves there.
desk-filing-held-by-checklist = Readers see this piece, and it lacks what that section asks before anything goes out there.
desk-approved-for = for { $name }
desk-approve-elsewhere = Approve it for another section
desk-approve-elsewhere-hint = These sections ask for two people. Somebody else can move the piece there once you have approved it for that section.
desk-two-persons-lifted = What is waiting for a second person when this is taken away still needs one.
desk-search-console = Search
desk-did-related_chosen = chose what stands beside articles
desk-did-related_set = set what stands beside an article
desk-did-synonyms_saved = set synonyms
desk-did-synonyms_removed = removed synonyms
desk-unanswered = What readers did not find
desk-unanswered-hint = Words that readers looked for and found nothing, and how often. Nothing is kept of who asked, and no long phrase, address or number.
desk-unanswered-since = Since
desk-unanswered-none = Readers found all that they looked for.
desk-days-n = { $n ->
    [one] one day
   *[other] { $n } days
}
desk-times-n = { $n ->
    [one] once
   *[other] { $n } times
}
desk-synonyms = Synonyms
desk-synonyms-hint = Words and names of the same thing: whoever looks for one finds the others. They hold for every edition and the desk from the next question on.
desk-synonyms-new = A new group, with commas between the words
desk-synonyms-group = The words of the group
desk-synonyms-add = Add
desk-synonyms-remove = Remove
desk-synonyms-none = No synonyms yet.
desk-synonyms-done = Saved, and known to search now.
desk-synonyms-no-group = A group has two to twelve words that search tells apart, each of at most 60 letters. Nothing was changed.
desk-synonyms-too-many = There are very many groups: remove one first. Nothing was changed.
desk-synonyms-overtaken = A colleague changed this group meanwhile: look at it again.
desk-related = What stands beside it
desk-related-beside = As readers see it
desk-related-hint = At most four, chosen at publication by the words the two texts share, and looked at again when something nearer is published. Nothing withdrawn, no copy, nothing of the same story.
desk-related-none = Nothing stands beside it: no text near to it was published.
desk-related-choosing = It is being chosen what stands beside it. Look again in a moment.
desk-related-pinned = pinned
desk-related-shares = both have: { $name }
desk-related-pin = Pin
desk-related-pin-this = Pin: { $name }
desk-related-first = Put first
desk-related-first-this = Put first: { $name }
desk-related-free = Unpin
desk-related-free-this = Unpin: { $name }
desk-related-ban = Ban
desk-related-ban-this = Ban: { $name }
desk-related-allow = Allow again
desk-related-allow-this = Allow again: { $name }
desk-related-banned = Banned beside it
desk-related-find = Pin another
desk-related-words = Words of the article
desk-related-done = Saved; readers see it now.
desk-related-not-beside = Only another published article of the same edition stands beside one.
desk-related-too-many = Four are pinned: unpin one first.
desk-related-too-many-banned = Very many are banned beside it: allow some again first.
desk-rests-on = What rests on a source
desk-rests-on-hint = Every article that has this name in its source chain, or as the source of a statement in it, published or not: as it stands now, and as readers see it.
desk-rests-on-this = All that rests on { $name }
desk-rests-on-name = The source's name
desk-rests-on-near = Names that begin so
desk-rests-on-seen = as readers see it
desk-rests-on-found = Names
desk-done-in_story = It is in the story now.
desk-done-not_in_story = It is not offered again for that story.
desk-did-suggestion_refused = said that it is not of a suggested story
desk-did-proposal_dismissed = dismissed a proposed story
desk-did-stories_kept_apart = kept two stories apart
desk-suggested-stories = Stories it may belong to
desk-suggested-stories-hint = Suggested by its words, not confirmed. What you say is learnt from.
desk-story-accept = It belongs there
desk-story-reject = It does not
desk-story-full = That story is full: split it first.
desk-story-too-many = The article is in as many stories as it can be: take it out of one first.
desk-story-name-taken = There is a story at that address already: give it another name.
desk-story-no-name = Give the story a name of at most 100 letters, with a letter in it.
desk-story-cannot-merge = Only two different stories of one edition can become one.
desk-story-not-there = That story or one of its articles is not there any more: look at the page again.
desk-proposals = Proposals
desk-proposals-hint = Told from the words of what came in during the last fourteen days. Nothing happens until you say so.
desk-proposals-reading = What came in is being read: it takes a few seconds after a start.
desk-proposals-opened = The story is open, and its pieces are in it.
desk-proposals-dismissed = Those pieces are not proposed again.
desk-proposals-merged = The two stories are one; the old address leads there.
desk-proposals-apart = The two stories stay apart.
desk-proposed-stories = Stories that could be opened
desk-proposed-stories-none = Nothing keeps coming back without a story.
desk-proposed-name = The story's name
desk-open-story = Open the story
desk-no-story = This is no story
desk-proposed-merges = Stories that could be one
desk-proposed-merges-none = No two stories look alike.
desk-merge-into = Merge into “{ $name }”
desk-keep-apart = Keep them apart
desk-repeated = What came in more than once
desk-repeated-hint = The first is the oldest from an agency, or else the oldest. Open another one to see what it has of its own.
desk-repeated-none = Nothing came in twice.
