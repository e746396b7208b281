// When to save: after a short pause, at once when asked, one request at a time. Every outcome keeps the text.

import { schemaHash } from "../schema/table";
import { Journal, type Draft, type Entry } from "./journal";
import type { Why } from "./failing";
import { keepVersion, save, type Outcome } from "./server";

export type State = "clean" | "unsaved" | "saving" | "saved" | "offline" | "refused" | "conflicted" | "outdated" | "signed_out" | "unproven" | "too_big";

type Options = {
  address: string;
  article: string;
  revision: string;
  /** Where revisions are asked for; nowhere when it is empty. */
  versions: string;
  csrf: string | undefined;
  draft: () => Draft;
  changed: (state: State, outcome?: Outcome) => void;
};

const pauseMs = 800;
const longestWaitMs = 30_000;

export class Saver {
  readonly journal: Journal;
  revision: string;
  state: State = "clean";
  savedAt = 0;
  /** Why it was not saved just now, where that is no refusal, and what the server said of it. */
  why: Why = "away";
  detail = "";
  /** What the server has: where both texts began, when somebody else saved too. */
  base: Draft;
  private edition = 0;
  private savedEdition = 0;
  private busy = false;
  private again = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wait = 2000;
  private waiting: (() => void)[] = [];

  constructor(private readonly options: Options) {
    this.revision = options.revision;
    this.base = options.draft();
    this.journal = new Journal(options.article);
    addEventListener("online", () => this.state === "offline" && void this.now());
  }

  /** Something changed: into the journal, and to the server after a pause. */
  touched(): void {
    this.edition++;
    this.journal.note(() => this.entry());
    if (this.state === "outdated" || this.state === "conflicted") return;
    if (!this.busy) this.enter(this.state === "offline" ? "offline" : "unsaved");
    if (this.state !== "offline") this.schedule(pauseMs);
  }

  /** Saves now, or right after the save that is under way. */
  async now(): Promise<void> {
    clearTimeout(this.timer);
    this.journal.flush();
    if (this.state === "outdated" || this.state === "conflicted") return;
    if (this.busy) {
      this.again = true;
      return;
    }
    if (this.edition === this.savedEdition) {
      // It was a version that was not made; the text is where it belongs.
      if (!this.isCalm()) this.enter(this.savedAt > 0 ? "saved" : "clean");
      return;
    }
    this.busy = true;
    const edition = this.edition;
    this.enter("saving");
    const draft = this.options.draft();
    const outcome = await save(this.options.address, this.revision, draft, this.options.csrf);
    this.busy = false;
    if (outcome.kind === "saved") this.base = draft;
    this.settle(outcome, edition);
    await this.free();
  }

  /** A request has ended: what was asked for meanwhile is saved, and whoever waited goes on. */
  private async free(): Promise<void> {
    if (this.again) {
      this.again = false;
      await this.now();
    }
    for (const done of this.waiting.splice(0)) done();
  }

  /** Saves, and has a revision made of it. Returns whether there is one that says what the editor says. */
  async version(name = ""): Promise<boolean> {
    await this.now();
    while (this.busy) await new Promise<void>((done) => this.waiting.push(done));
    if (!this.options.versions || this.dirty || !this.isCalm()) return !this.dirty && this.isCalm();
    const edition = this.edition;
    this.busy = true;
    const outcome = await keepVersion(this.options.versions, this.revision, name);
    this.busy = false;
    const isKept = outcome.kind === "saved" && edition === this.edition;
    if (outcome.kind === "saved") {
      this.revision = outcome.revision;
      this.savedAt = Date.now();
      if (isKept) this.enter("saved", outcome);
      else this.schedule(pauseMs);
    } else this.settle(outcome, edition);
    await this.free();
    return isKept;
  }

  private isCalm(): boolean {
    return this.state === "clean" || this.state === "saved";
  }

  /** After a conflict: go on from the server's revision, which says `base`. */
  continueFrom(revision: string, base?: Draft): void {
    this.revision = revision;
    if (base) this.base = base;
    this.edition++;
    this.enter("unsaved");
    void this.now();
  }

  /** The text now equals the server's. */
  adopt(revision: string): void {
    this.revision = revision;
    this.base = this.options.draft();
    this.savedEdition = this.edition;
    this.journal.clear();
    this.enter("clean");
  }

  get dirty(): boolean {
    return this.edition !== this.savedEdition;
  }

  private entry(): Entry {
    return { ...this.options.draft(), revision: this.revision, schema: schemaHash, at: Date.now() };
  }

  private settle(outcome: Outcome, edition: number): void {
    switch (outcome.kind) {
      case "saved":
        this.revision = outcome.revision;
        this.savedEdition = edition;
        this.savedAt = Date.now();
        this.wait = 2000;
        if (this.dirty) {
          this.journal.note(() => this.entry());
          this.enter("unsaved");
          this.schedule(pauseMs);
        } else {
          this.journal.clear();
          this.enter("saved", outcome);
        }
        return;
      case "later":
        [this.why, this.detail] = [outcome.why, outcome.detail];
        this.enter("offline");
        this.schedule(this.wait);
        this.wait = Math.min(longestWaitMs, this.wait * 2);
        return;
      case "conflict":
        return this.enter("conflicted", outcome);
      default:
        this.enter(outcome.kind, outcome);
    }
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.now(), ms);
  }

  private enter(state: State, outcome?: Outcome): void {
    this.state = state;
    this.options.changed(state, outcome);
  }
}
