// When suggestions are asked for: once the editor has opened and rests, and some time after a save that changed the text.
// One request at a time, none while somebody writes or without a connection, and a failure is nobody's business.

import type { Node } from "prosemirror-model";
import { ask } from "./server";

/** What was found in the text as it was last saved. */
export type Found = { ready: boolean; stories: FoundStory[]; copies: FoundCopy[]; statements: FoundStatement[]; sources: FoundSource[] };
export type FoundStory = { id: string; name: string; state: string; state_words: string; shared: string[]; pieces: number; pieces_words: string; last: string };
export type FoundCopy = { article: string; headline: string; href: string; source: string; kind: "copy" | "within" | "holds"; first: boolean; share: number; at: string; when: string; differing: string[] };
export type FoundStatement = { block: string; words: string; speaker: string; cue: string; direct: boolean; inherited: boolean };
export type FoundSource = { role: string; name: string };

type Text = { doc: Node; above: string };
type Options = {
  address: string;
  text: () => Text;
  /** Whether nothing waits to be saved and the server can be reached. */
  rests: () => boolean;
  heard: (found: Found) => void;
};

const afterSaveMs = 1500;
const notReadyMs = 5000;
/** How often a newsroom that still reads is asked in a row. */
const mostTries = 60;
const bounds = { stories: 5, copies: 20, statements: 60, sources: 30 } as const;

export class Asking {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private flight: AbortController | null = null;
  private asked: Text | null = null;
  private tries = 0;

  constructor(private readonly options: Options) {
    addEventListener("online", () => this.saved());
    addEventListener("pagehide", () => this.flight?.abort());
  }

  start(): void {
    if ("requestIdleCallback" in window) requestIdleCallback(() => void this.ask(), { timeout: 4000 });
    else this.soon(afterSaveMs);
  }

  /** The text that stands here is what the server has: asks soon, unless that was asked of already. */
  saved(): void {
    if (!this.isNew()) return;
    this.tries = 0;
    this.soon(afterSaveMs);
  }

  private isNew(): boolean {
    const { doc, above } = this.options.text();
    return !this.asked || this.asked.above !== above || !(this.asked.doc === doc || this.asked.doc.eq(doc));
  }

  private soon(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), ms);
  }

  /** Whoever writes on is asked about after the next save. */
  private async ask(): Promise<void> {
    const { address, text, rests, heard } = this.options;
    const of = text();
    if (!rests() || !navigator.onLine || (of.above.trim() === "" && of.doc.textContent === "")) return;
    this.flight?.abort();
    const flight = (this.flight = new AbortController());
    this.asked = of;
    const answer = await ask("GET", address, undefined, flight.signal);
    if (this.flight !== flight) return;
    this.flight = null;
    const found = answer.ok ? read(answer.body) : null;
    if (!found) return void (this.asked = null);
    heard(found);
    if (!found.ready && (this.tries += 1) < mostTries) this.soon(notReadyMs);
  }
}

function read(body: { [name: string]: unknown }): Found {
  const list = <T>(name: keyof typeof bounds) => (Array.isArray(body[name]) ? body[name].slice(0, bounds[name]) : []) as T[];
  return { ready: body.ready !== false, stories: list("stories"), copies: list("copies"), statements: list("statements"), sources: list("sources") };
}
