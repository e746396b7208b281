// The state of saving, as words with a dot.

import type { Saver, State } from "../save/saver";
import type { Voice } from "../words/words";
import { h } from "./element";

export class Pill {
  readonly dom: HTMLElement = h("span", { class: "ke-pill", role: "status" });
  private saver: Saver | null = null;

  constructor(private readonly voice: Voice) {
    this.dom.textContent = voice.words.loading;
    setInterval(() => this.refresh(), 5000);
  }

  follow(saver: Saver): void {
    this.saver = saver;
    this.refresh();
  }

  refresh(): void {
    if (!this.saver) return;
    const words = this.say(this.saver.state);
    if (this.dom.textContent !== words) this.dom.textContent = words;
    this.dom.dataset.state = this.saver.state;
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
        return this.voice.savedBefore((Date.now() - (this.saver?.savedAt ?? 0)) / 1000);
      case "offline":
        return w.offline;
      case "conflicted":
        return w.conflicted;
      case "outdated":
        return w.outdatedPill;
      case "signed_out":
        return w.signedOut;
      default:
        return w.refused;
    }
  }
}
