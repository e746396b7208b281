// Pictures: uploaded or chosen from the library, described, and with the point that stays in every crop, set with the
// pointer or with the arrow keys.

import { h } from "../page/element";
import { cleanText } from "../schema/checks";
import { Descriptions } from "../save/described";
import { ask, type Answer, type Picture } from "../save/server";
import { because, notDone } from "../words/because";
import type { Words } from "../words/words";

export type Options = { desk: string; words: Words; mayUpload: boolean; many?: boolean };

/** Sends a file; the picture, or why it was not taken. */
export async function upload(desk: string, file: Blob, words: Words): Promise<Picture | string> {
  const answer = await ask("POST", `${desk}/media`, file);
  if (answer.ok) return answer.body as unknown as Picture;
  return notDone(words.notTaken, answer, words);
}

/** A picture of the library as a picture in the text, with the words the library has for it. */
export function saidOf({ id, caption, alt, credit }: Picture): { [name: string]: unknown } {
  return { media: id, caption, alt, credit };
}

/** A panel to choose a picture in: a file, or one of the last that came in. */
export class Chooser {
  readonly dom: HTMLElement;
  private readonly note = h("p", { class: "ke-note", role: "alert", hidden: true });
  private readonly shelf = h("ul", { class: "ke-shelf" });
  private readonly more: HTMLButtonElement;
  private last = "";

  constructor(private readonly options: Options, private readonly chosen: (picture: Picture) => void) {
    const { words } = options;
    const file = h("input", { type: "file", accept: "image/*", multiple: options.many, class: "ke-pick", "aria-label": words.uploadPicture });
    file.addEventListener("change", () => {
      const files = [...(file.files ?? [])];
      file.value = "";
      void this.takeAll(files);
    });
    this.more = h("button", { type: "button", class: "ke-quiet", click: () => void this.list() }, words.morePictures);
    const library = h("button", { type: "button", class: "ke-quiet", click: () => (library.remove(), void this.list()) }, words.fromLibrary);
    this.more.hidden = true;
    this.dom = h(
      "div",
      { class: "ke-choose" },
      options.mayUpload && h("label", { class: "ke-btn ke-upload" }, words.uploadPicture, file),
      library,
      this.note,
      this.shelf,
      this.more,
    );
    this.dom.addEventListener("dragover", (event) => event.preventDefault());
    this.dom.addEventListener("drop", (event) => {
      const dropped = [...(event.dataTransfer?.files ?? [])];
      if (dropped.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      void this.takeAll(dropped);
    });
  }

  private async takeAll(files: File[]): Promise<void> {
    for (const file of this.options.many ? files : files.slice(0, 1)) await this.take(file);
  }

  async take(file: Blob): Promise<void> {
    const { desk, words } = this.options;
    this.say(words.uploading);
    const taken = await upload(desk, file, words);
    if (typeof taken === "string") return this.say(taken);
    this.note.hidden = true;
    this.chosen(taken);
  }

  private async list(): Promise<void> {
    const { desk, words } = this.options;
    const answer = await ask("GET", `${desk}/media${this.last ? `?before=${this.last}` : ""}`);
    if (!answer.ok) return this.say(notDone(words.libraryUnread, answer, words));
    const pictures = (answer.body.pictures as Picture[] | undefined) ?? [];
    this.last = pictures.at(-1)?.id ?? this.last;
    this.more.hidden = pictures.length < 24;
    for (const picture of pictures) {
      const image = h("img", { src: `${desk}/media/${picture.id}/preview?w=320`, alt: picture.alt || picture.caption, loading: "lazy" });
      this.shelf.append(h("li", {}, h("button", { type: "button", title: picture.caption, "aria-label": picture.caption || picture.alt || words.picture, click: () => this.chosen(picture) }, image)));
    }
    if (this.shelf.children.length === 0) this.say(words.noPictures);
  }

  private say(text: string): void {
    this.note.textContent = text;
    this.note.hidden = false;
  }
}

/** The lead picture's panel. */
export class LeadPicture {
  readonly dom: HTMLElement;
  readonly descriptions: Descriptions;
  picture: Picture | null = null;
  /** Why what was said is not in the library, or waits there. */
  why = "";
  /** What the library has of it. */
  private stands: Picture | null = null;
  private readonly body = h("div", { class: "ke-lead-picture" });
  private readonly note = h("p", { class: "ke-note", role: "alert", hidden: true });

  constructor(private readonly options: Options & { account: string }, private readonly changed: () => void) {
    const { words } = options;
    this.descriptions = new Descriptions(options.desk, options.account, (id, { taken, answer, stands }) => {
      if (id === this.picture?.id) {
        if (this.stands && taken) Object.assign(this.stands, taken);
        if (stands) this.giveWay(stands);
        const waits = Object.keys(this.descriptions.asideOf(id)).length > 0;
        if (answer || (taken && !waits)) this.why = answer ? this.reason(answer) : "";
        this.tell();
      }
      this.dom.dispatchEvent(new CustomEvent("ke:described", { bubbles: true }));
    });
    this.dom = h("section", { class: "ke-card", "aria-label": words.leadPicture, "data-panel": "picture" }, h("h2", {}, words.leadPicture), this.body, this.note);
    this.draw();
  }

  set(picture: Picture | null): void {
    this.stands = picture;
    this.picture = picture && this.descriptions.meet(picture);
    if (!picture) this.descriptions.leave();
    this.why = "";
    this.draw();
    this.tell();
  }

  /** A colleague said something else of it meanwhile: what the writer says stays in the fields, what stands there is told. */
  private giveWay(stands: Picture): void {
    this.stands = stands;
    const aside = this.picture ? Object.keys(this.descriptions.asideOf(this.picture.id)) : [];
    const theirs = aside.map((name) => stands[name as keyof Picture]).filter((said) => typeof said === "string");
    const { saidMeanwhile, saidNow, saidYours } = this.options.words;
    this.why = [saidMeanwhile, ...(theirs.length > 0 ? [saidNow, ...theirs.map((said) => `«${said}»`), saidYours] : [])].join(" ");
  }

  private choose(picture: Picture | null): void {
    this.set(picture);
    this.changed();
    if (picture) this.body.querySelector<HTMLElement>("[data-said=caption]")?.focus();
  }

  private draw(): void {
    const { words, desk } = this.options;
    const picture = this.picture;
    if (!picture) return this.body.replaceChildren(new Chooser(this.options, (chosen) => this.choose(chosen)).dom);
    const src = `${desk}/media/${picture.id}/preview`;
    const crops = ["r16", "r32", "r11"].map((ratio) => h("img", { class: `ke-crop ke-${ratio}`, src, alt: "" }));
    const day = this.line("taken_on", words.takenOn, "ltr");
    day.hidden = !picture.archive;
    const archive = h("input", { type: "checkbox", id: "ke-archive" });
    archive.checked = picture.archive;
    archive.addEventListener("change", () => ((day.hidden = !archive.checked), this.say("archive", archive.checked)));
    this.body.replaceChildren(
      this.focal(picture, src, crops),
      h("div", { class: "ke-crops", "aria-hidden": "true" }, ...crops),
      this.line("caption", words.caption),
      this.line("alt", words.alt),
      this.line("credit", words.credit),
      h("div", { class: "ke-check" }, archive, h("label", { for: "ke-archive" }, words.archivePicture)),
      day,
      h("button", { type: "button", class: "ke-quiet", click: () => this.choose(null) }, words.removePicture),
    );
  }

  private line(name: "caption" | "alt" | "credit" | "taken_on", label: string, dir?: string): HTMLElement {
    const id = `ke-picture-${name}`;
    const input = h("input", { class: "ke-in", id, type: "text", "data-said": name, dir: dir ?? (this.picture?.[name] ? "auto" : null), placeholder: name === "taken_on" ? "2019-05" : null, autocomplete: "off" });
    input.value = this.picture?.[name] ?? "";
    input.addEventListener("input", () => this.say(name, cleanText(input.value).trim()));
    return h("div", {}, h("label", { for: id }, label), input);
  }

  /** The point that stays in every crop. */
  private focal(picture: Picture, src: string, crops: HTMLElement[]): HTMLElement {
    const { words } = this.options;
    const mark = h("span", { class: "ke-focal", role: "slider", tabindex: 0, "aria-label": words.focal, "aria-valuemin": 0, "aria-valuemax": 100 });
    const show = () => {
      const [x, y] = picture.focal;
      mark.style.setProperty("--x", `${x}%`);
      mark.style.setProperty("--y", `${y}%`);
      mark.setAttribute("aria-valuenow", String(x));
      mark.setAttribute("aria-valuetext", `${x}٪ × ${y}٪`);
      for (const crop of crops) crop.style.objectPosition = `${x}% ${y}%`;
    };
    const to = (x: number, y: number) => {
      const within = (value: number) => Math.round(Math.min(100, Math.max(0, value)));
      picture.focal = [within(x), within(y)];
      show();
      this.say("focal", picture.focal);
    };
    const image = h("img", { src, alt: picture.alt });
    const frame = h("div", { class: "ke-frame", dir: "ltr" }, image, mark);
    const follow = (event: PointerEvent) => {
      const box = frame.getBoundingClientRect();
      to(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
    };
    frame.addEventListener("pointerdown", (event) => (frame.setPointerCapture(event.pointerId), follow(event), mark.focus(), event.preventDefault()));
    frame.addEventListener("pointermove", (event) => frame.hasPointerCapture(event.pointerId) && follow(event));
    mark.addEventListener("keydown", (event) => {
      const by = event.shiftKey ? 10 : 2;
      const step = ({ ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] } as { [key: string]: [number, number] })[event.key];
      if (!step) return;
      event.preventDefault();
      to(picture.focal[0] + step[0], picture.focal[1] + step[1]);
    });
    show();
    return frame;
  }

  private say(name: keyof Picture, value: unknown): void {
    if (!this.picture) return;
    Object.assign(this.picture, { [name]: value });
    this.descriptions.say(this.picture.id, name, value, this.stands?.[name]);
  }

  /** What became of it, and what the writer can do where it did not reach the library. */
  private tell(): void {
    const { words } = this.options;
    const { picture, descriptions } = this;
    const aside = picture ? Object.values(descriptions.asideOf(picture.id)) : [];
    const isAside = aside.length > 0;
    const isRefused = picture !== null && descriptions.isRefused(picture.id);
    if (isAside || isRefused) this.why ||= words.notSaid;
    const button = (name: string, act: (picture: Picture) => void) => h("button", { type: "button", class: "ke-quiet", click: () => this.decide(act) }, name);
    this.note.replaceChildren(
      this.why,
      ...aside.flatMap((said) => [" ", h("bdi", {}, typeof said === "string" ? `«${said}»` : "")]),
      ...(isAside ? [" ", button(words.restore, (stands) => descriptions.restore(stands.id, stands))] : []),
      ...(isAside || isRefused ? [" ", button(words.discard, (stands) => descriptions.discard(stands.id))] : []),
    );
    this.note.hidden = this.why === "";
  }

  private decide(act: (picture: Picture) => void): void {
    const { stands } = this;
    if (!stands) return;
    act(stands);
    this.set(stands);
  }

  private reason(answer: Answer): string {
    const { words } = this.options;
    if (typeof answer.body.detail === "string" && answer.body.detail !== "") return answer.body.detail;
    const why = because(answer, words);
    return answer.why ? `${words.notSaid}: ${why}. ${words.saidKept}` : why ? `${words.notSaid}: ${why}` : words.notSaid;
  }
}
