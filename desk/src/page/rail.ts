// The panels beside the text: where it is filed, its sources, its lead picture, what to look at before publication, and
// named versions.

import { LeadPicture } from "../panels/pictures";
import { Names, type Name } from "../panels/names";
import { RecordingPanel } from "../panels/recording";
import { Sources } from "../panels/sources";
import { Wordings } from "../panels/headlines";
import { ask, type Article, type Fields, type Loaded } from "../save/server";
import { cleanText } from "../schema/checks";
import { notDone } from "../words/because";
import type { Voice } from "../words/words";
import { h, icon } from "./element";
import type { Notices } from "./notices";

type Doors = { changed: () => void; /** The article's stories are others now. */ placed: () => void; version: (name: string) => Promise<boolean>; notices: Notices };
export type Point = { good: boolean; text: string; act?: [string, () => void][] };

/** After so many milliseconds a picture that could not be asked for is asked for again. */
const ASKS_AGAIN = 5000;

export class Rail {
  readonly dom: HTMLElement;
  readonly wordings: Wordings;
  readonly picture: LeadPicture;
  readonly sources: Sources;
  private readonly recording: RecordingPanel | null;
  private readonly authors: Names;
  private readonly topics: Names;
  private readonly stories: Names;
  private readonly place: HTMLInputElement;
  private readonly section: HTMLSelectElement;
  /** The article's picture while it could not be asked for: it stays the article's. */
  private unseen: string | null = null;
  private readonly points = h("ul", { class: "ke-points" });
  private readonly counts = h("p", { class: "ke-meta", role: "status" });

  constructor(private readonly voice: Voice, private readonly desk: string, private readonly address: string, dir: string, lang: string, private readonly article: Article, account: string, private readonly doors: Doors) {
    const w = voice.words;
    const names = (of: "topics" | "authors" | "stories", label: string, changed: (names: Name[]) => void) =>
      new Names({ label, of, opens: of !== "stories", words: w, changed, address: `${desk}/names?edition=${encodeURIComponent(article.edition)}&of=${of}` });
    this.wordings = new Wordings(voice, dir, lang, article.site, doors.changed);
    this.picture = new LeadPicture({ desk, words: w, mayUpload: article.may_upload, account }, doors.changed);
    const plays = article.kind === "video" || article.kind === "audio";
    this.recording = plays ? new RecordingPanel({ desk, words: w, mayUpload: article.may_upload }, doors.changed) : null;
    this.sources = new Sources(w, doors.changed);
    this.authors = names("authors", w.authors, doors.changed);
    this.topics = names("topics", w.topics, doors.changed);
    this.stories = names("stories", w.stories, (chosen) => void this.join(chosen));
    this.stories.disable(!article.may_lead);
    this.place = h("input", { class: "ke-in", id: "ke-place", type: "text", autocomplete: "off" });
    this.place.addEventListener("input", doors.changed);
    this.section = h("select", { class: "ke-in", id: "ke-section" }, ...article.sections.map(({ slug, name, level }) => h("option", { value: slug }, `${"\u2003".repeat(level - 1)}${name}`)));
    this.section.value = article.section;
    this.section.addEventListener("change", () => void this.file());
    this.dom = h(
      "aside",
      { class: "ke-rail", "aria-label": w.properties, tabindex: -1 },
      h(
        "section",
        { class: "ke-card", "aria-label": w.filing },
        h("div", {}, h("label", { for: "ke-section" }, w.section), this.section),
        this.stories.dom,
        this.topics.dom,
        this.authors.dom,
        h("div", {}, h("label", { for: "ke-place" }, w.writtenIn), this.place),
      ),
      this.recording?.dom,
      this.sources.dom,
      this.picture.dom,
      h("section", { class: "ke-card", "aria-label": w.before }, h("h2", {}, w.before), this.points, this.counts),
      this.versions(),
    );
  }

  set(loaded: Loaded): void {
    const fields = loaded.fields!;
    const named = (names: string[]): Name[] => names.map((name) => ({ id: "", name }));
    this.wordings.set(fields);
    this.place.value = fields.place;
    this.sources.set(fields.sources);
    this.recording?.set(fields.recording ?? null);
    this.authors.set(named(fields.authors));
    this.topics.set(named(fields.topics));
    this.stories.set(this.article.stories);
    if (loaded.picture !== undefined) this.picture.set(loaded.picture ?? null);
  }

  /** The form alone, from a text that was merged, taken or restored. */
  fill(fields: Fields): void {
    const known = this.picture.picture;
    this.set({ fields } as Loaded);
    if (fields.picture === (known?.id ?? null)) return;
    this.picture.set(null);
    this.unseen = fields.picture;
    if (this.unseen !== null) void this.seek(this.unseen);
  }

  /** Shows a picture that is the article's already, as soon as the library can be asked. */
  private async seek(id: string): Promise<void> {
    const answer = await ask("GET", `${this.desk}/media/${id}`);
    if (this.unseen !== id) return;
    if (!answer.ok && answer.status !== 403 && answer.status !== 404) return void setTimeout(() => void this.seek(id), ASKS_AGAIN);
    this.unseen = null;
    if (answer.ok && !this.picture.picture) this.picture.set(answer.body as unknown as NonNullable<Loaded["picture"]>);
  }

  /** Whether this place can stand as the article's: there is none yet, or it is the same. */
  takesPlace(place: string): boolean {
    const own = cleanText(this.place.value).trim();
    return own === "" || own === place;
  }

  putPlace(place: string): void {
    if (!this.takesPlace(place)) return;
    this.place.value = place;
    this.doors.changed();
  }

  get value(): Fields {
    const names = (of: Names) => of.value.map((one) => one.name);
    return { ...this.wordings.value, place: cleanText(this.place.value).trim(), sources: this.sources.value, authors: names(this.authors), topics: names(this.topics), picture: this.picture.picture?.id ?? this.unseen, ...(this.recording ? { recording: this.recording.value } : {}) };
  }

  /** What to look at before publication, and how long the piece is. */
  check(points: Point[], counts: string): void {
    const drawings = { good: "M4 12.5l5 5L20 6.5", bad: "M12 4v10M12 18.5v1" };
    this.points.replaceChildren(
      ...points.map(({ good, text, act }) =>
        h("li", { class: good ? null : "ke-no" }, icon(good ? drawings.good : drawings.bad), h("span", {}, h("span", { class: "ke-vh" }, good ? `${this.voice.words.isGood}: ` : `${this.voice.words.isMissing}: `), text, ...(act ?? []).map(([name, does]) => h("button", { type: "button", class: "ke-quiet", click: does }, name)))),
      ),
    );
    this.counts.textContent = counts;
  }

  private async file(): Promise<void> {
    const answer = await ask("PUT", `${this.address}/section`, { section: this.section.value });
    if (answer.ok) {
      this.article.section = this.section.value;
      return this.doors.notices.clear("section");
    }
    this.section.value = this.article.section;
    this.doors.notices.show("section", notDone(this.voice.words.notFiled, answer, this.voice.words));
  }

  /** The article's stories, as the server has them now. */
  showStories(stories: Name[]): void {
    this.article.stories = stories;
    this.stories.set(stories);
    this.stories.disable(!this.article.may_lead);
    this.doors.notices.clear("stories");
  }

  private async join(chosen: Name[]): Promise<void> {
    const answer = await ask("PUT", `${this.address}/stories`, { stories: chosen.map((one) => one.id) });
    if (answer.ok) {
      this.article.stories = chosen;
      this.doors.placed();
      return this.doors.notices.clear("stories");
    }
    this.stories.set(this.article.stories);
    this.doors.notices.show("stories", notDone(this.voice.words.notJoined, answer, this.voice.words));
  }

  private versions(): HTMLElement {
    const w = this.voice.words;
    const name = h("input", { class: "ke-in", id: "ke-version", type: "text", autocomplete: "off" });
    const said = h("p", { class: "ke-meta", role: "status" });
    const keep = async (event: Event) => {
      event.preventDefault();
      const typed = cleanText(name.value).trim();
      if (typed === "") return name.focus();
      const kept = await this.doors.version(typed);
      said.textContent = kept ? `${w.versionKept} «${typed}»` : w.versionNotKept;
      if (kept) name.value = "";
    };
    return h(
      "section",
      { class: "ke-card", "aria-label": w.versions },
      h("h2", {}, w.versions),
      h("form", { submit: (event: Event) => void keep(event) }, h("label", { for: "ke-version" }, w.versionName), h("div", { class: "ke-row" }, name, h("button", { class: "ke-quiet" }, w.keepVersion))),
      said,
    );
  }
}
