// Several pictures at once, for a gallery: files, or pictures of the library, in the order in which they are picked.

import { h, icon } from "../page/element";
import type { Picture } from "../save/server";
import type { Voice } from "../words/words";
import { Chooser } from "./pictures";

export class GalleryChooser {
  readonly dom: HTMLElement;
  private readonly picked: Picture[] = [];
  private readonly list = h("ol", { class: "ke-shelf ke-picked" });
  private readonly count = h("p", { class: "ke-meta", role: "status" });
  private readonly put: HTMLButtonElement;

  constructor(
    private readonly desk: string,
    private readonly voice: Voice,
    done: (pictures: Picture[]) => void,
    close: () => void,
  ) {
    const { words } = voice;
    const chooser = new Chooser({ desk, words, mayUpload: true, many: true }, (picture) => this.pick(picture));
    this.put = h("button", { type: "button", class: "ke-btn", click: () => done(this.picked) }, words.putThem);
    const row = h("div", { class: "ke-row" }, this.put, h("button", { type: "button", class: "ke-quiet", click: close }, words.cancel));
    this.dom = h("div", { class: "ke-ask", role: "dialog", "aria-label": words.gallery }, chooser.dom, this.count, this.list, row);
    this.dom.addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), close()));
    this.draw();
  }

  /** Picks a picture; one that is picked already is put back. */
  private pick(picture: Picture): void {
    const at = this.picked.findIndex((one) => one.id === picture.id);
    if (at < 0) this.picked.push(picture);
    else this.picked.splice(at, 1);
    this.draw();
  }

  private draw(): void {
    const { words } = this.voice;
    this.count.textContent = this.voice.count("pictures", this.picked.length);
    this.put.disabled = this.picked.length === 0;
    this.list.replaceChildren(
      ...this.picked.map((picture) => {
        const image = h("img", { src: `${this.desk}/media/${picture.id}/preview?w=320`, alt: picture.alt || picture.caption });
        const away = h("button", { type: "button", class: "ke-away", "aria-label": `${words.takeAway}: ${picture.caption || words.picture}`, click: () => this.pick(picture) }, icon("M6 6l12 12M18 6L6 18"));
        return h("li", {}, image, away);
      }),
    );
  }
}
