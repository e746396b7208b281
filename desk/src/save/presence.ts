// Who else has the article open, and who holds the pen. The pen binds nobody; it keeps two people from writing into the
// same text without knowing of each other.

import { ask } from "./server";

export type Present = { tab: string; name: string; account: string; mine: boolean; writes: boolean };
export type Pen = "mine" | "theirs" | "free";
type Options = { address: string; changed: (here: Present[], pen: Pen, revision: string) => void; signedOut: () => void; back: () => void };

const beatMs = 10_000;

export class Presence {
  readonly tab = crypto.getRandomValues(new Uint32Array(3)).join("-");
  pen: Pen = "free";
  here: Present[] = [];
  /** The account whose session the browser carries now. */
  me = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private out = false;

  constructor(private readonly options: Options) {
    addEventListener("pagehide", () => this.leave());
    addEventListener("focus", () => this.out && void this.beat());
  }

  get holder(): Present | undefined {
    return this.here.find((present) => present.writes);
  }

  /** Says that this window is open; `take` takes the pen from whoever has it. */
  async beat(take = false): Promise<void> {
    clearTimeout(this.timer);
    const answer = await ask("POST", this.options.address, { tab: this.tab, wants: take ? "take" : "write" });
    this.timer = setTimeout(() => void this.beat(), this.out ? 3000 : beatMs);
    if (answer.status === 401) {
      if (!this.out) this.options.signedOut();
      this.out = true;
      return;
    }
    if (!answer.ok || !Array.isArray(answer.body.here)) return;
    this.me = typeof answer.body.me === "string" ? answer.body.me : "";
    if (this.out) {
      this.out = false;
      this.options.back();
    }
    this.here = answer.body.here as Present[];
    const holder = this.holder;
    this.pen = holder === undefined ? "free" : holder.tab === this.tab ? "mine" : "theirs";
    this.options.changed(this.here, this.pen, String(answer.body.revision ?? ""));
  }

  /** Asks now, and says whether somebody is signed in. */
  async isIn(): Promise<boolean> {
    await this.beat();
    return !this.out;
  }

  /** A save was answered with 401: ask again soon whether somebody has signed in. */
  lookOut(): void {
    if (this.out) return;
    this.out = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.beat(), 3000);
  }

  private leave(): void {
    clearTimeout(this.timer);
    const body = JSON.stringify({ tab: this.tab, wants: "leave" });
    void fetch(this.options.address, { method: "POST", body, headers: { "content-type": "application/json" }, credentials: "same-origin", keepalive: true }).catch(() => {});
  }
}
