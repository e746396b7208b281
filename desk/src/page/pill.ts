// The state of saving, as words with a dot.

import type { Why } from "../save/failing";
import type { Saver, State } from "../save/saver";
import { whyWords } from "../words/because";
import type { Voice } from "../words/words";
import { h } from "./element";

/** What is saved beside the text, and how it stands. */
export type Beside = { state: State; takenAt: number; why: Why };

export class Pill {
  readonly dom: HTMLElement = h("span", { class: "ke-pill", role: "status" });
  private saver: Saver | null = null;
  private beside: () => Beside | null = () => null;

  constructor(private readonly voice: Voice) {
    this.dom.textContent = voice.words.loading;
    setInterval(() => this.refresh(), 5000);
  }

  /** The state is that of the text; where the text is safe, that of what is saved beside it. */
  follow(saver: Saver, beside: () => Beside | null): void {
    this.saver = saver;
    this.beside = beside;
    this.refresh();
  }

  refresh(): void {
    if (!this.saver) return;
    const { state } = this;
    const words = this.say(state);
    if (this.dom.textContent !== words) this.dom.textContent = words;
    this.dom.dataset.state = state;
  }

  /** What stands in the way, and where the text is meanwhile. */
  private sayWhy(): string {
    const w = this.voice.words;
    const own = this.saver?.state === "offline" ? this.saver : null;
    const why = whyWords(own?.why ?? this.beside()?.why ?? "away", w);
    const detail = own?.detail ? ` (\u2068${[...own.detail].slice(0, 120).join("")}\u2069)` : "";
    return `${why}${detail}: ${this.saver?.journal.full ? w.keptNowhere : w.keptHere}`;
  }

  private get state(): State {
    const own = this.saver?.state ?? "clean";
    const beside = this.beside()?.state ?? "clean";
    return (own === "clean" || own === "saved") && beside !== "clean" ? beside : own;
  }

  private say(state: State): string {
    const w = this.voice.words;
    switch (state) {
      case "clean":
        return w.clean;
      case "unsaved":
        return w.unsaved;
      case "saving":
        return w.saving;
      case "saved":
        return this.voice.savedBefore((Date.now() - Math.max(this.saver?.savedAt ?? 0, this.beside()?.takenAt ?? 0)) / 1000);
      case "offline":
        return this.sayWhy();
      case "conflicted":
        return w.conflicted;
      case "outdated":
        return w.outdatedPill;
      case "signed_out":
        return w.signedOut;
      case "unproven":
        return w.unproven;
      default:
        return w.refused;
    }
  }
}
