// The journal: a copy of the text in this browser's store after every change, so that a crash, a dead battery or a
// refused save loses nothing. Bounded: one copy per article, a few articles, a few megabytes.

import type { Json } from "../schema/canonical";
import type { Fields } from "./server";

export type Draft = { headline: string; lead: string; tree: Json; fields?: Fields };
export type Entry = Draft & { revision: string; schema: string; at: number };

const prefix = "khabar.journal.";
const mostEntries = 8;
const mostChars = 2_500_000;

export class Journal {
  private readonly key: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pending: (() => Entry) | null = null;
  private pause = 0;
  /** Whether the last write found room. */
  full = false;

  constructor(article: string) {
    this.key = prefix + article;
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.flush());
  }

  /** Writes soon: at once for an ordinary article, less often when writing turns out to be slow. */
  note(make: () => Entry): void {
    this.pending = make;
    this.timer ??= setTimeout(() => this.flush(), this.pause);
  }

  /** Writes what waits. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const make = this.pending;
    this.pending = null;
    if (!make) return;
    const began = performance.now();
    this.full = !this.write(JSON.stringify(make()));
    this.pause = Math.min(2000, Math.max(0, (performance.now() - began - 3) * 20));
  }

  /** What the last visit left, when it can be read. */
  read(): Entry | null {
    try {
      const entry = JSON.parse(localStorage.getItem(this.key) ?? "null") as Entry | null;
      return entry && typeof entry.at === "number" && typeof entry.tree === "object" ? entry : null;
    } catch {
      return null;
    }
  }

  /** Forgets the copy: the text is safe elsewhere. */
  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pending = null;
    try {
      localStorage.removeItem(this.key);
    } catch {
      // A store that cannot be written holds nothing to forget.
    }
  }

  private write(text: string): boolean {
    if (text.length > mostChars) return false;
    for (const spare of [...this.others(mostEntries - 1), null]) {
      try {
        localStorage.setItem(this.key, text);
        return true;
      } catch {
        if (spare === null) return false;
        localStorage.removeItem(spare);
      }
    }
    return false;
  }

  /** The other articles' copies, oldest first; those over the bound are removed now. */
  private others(most: number): string[] {
    try {
      const found: { key: string; at: number }[] = [];
      for (let index = 0; index < localStorage.length; index++) {
        const key = localStorage.key(index);
        if (!key?.startsWith(prefix) || key === this.key) continue;
        const at = /"at":(\d+)/.exec((localStorage.getItem(key) ?? "").slice(-200))?.[1];
        found.push({ key, at: Number(at ?? 0) });
      }
      found.sort((a, b) => a.at - b.at);
      for (const { key } of found.splice(0, Math.max(0, found.length - most))) localStorage.removeItem(key);
      return found.map(({ key }) => key);
    } catch {
      return [];
    }
  }
}
