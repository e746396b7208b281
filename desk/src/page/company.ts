// Others in the same article: who writes, taking the pen, and what happens to this window when somebody takes it.

import { Presence, type Pen, type Present } from "../save/presence";
import type { Saver } from "../save/saver";
import type { Me } from "../save/server";
import type { Words } from "../words/words";
import type { DeskBar } from "./bar";
import type { Notices } from "./notices";
import { proveIt, signIn } from "./sign_in";

type Doors = {
  words: Words;
  notices: Notices;
  bar: DeskBar;
  saver: () => Saver;
  me: Me | null;
  /** Lets the text be written, or not. */
  writable: (may: boolean) => void;
  /** Reads the text again, when this window has nothing of its own. */
  reread: () => Promise<void>;
};

export class Company {
  readonly presence: Presence;
  private before: Pen | null = null;
  private form?: HTMLElement;
  private proves = false;

  constructor(address: string, private readonly desk: string, private readonly doors: Doors) {
    this.presence = new Presence({ address, changed: (here, pen, revision) => void this.heard(here, pen, revision), signedOut: () => this.signedOut(), back: () => this.back() });
  }

  start(): void {
    void this.presence.beat();
  }

  /** A save was answered with 401: sign in here, with the text where it is. What is being typed into the form stays. */
  signedOut(): void {
    const { words, notices } = this.doors;
    this.presence.lookOut();
    if (this.form?.isConnected && !this.proves) return;
    this.proves = false;
    this.form = signIn({ desk: this.desk, words, entered: () => this.presence.isIn() });
    notices.clear("unproven");
    notices.show("signed_out", words.signInHere, [], [this.form]);
  }

  /** A save was answered with the wish to be shown once more who this is. */
  unproven(byPassword: boolean): void {
    const { words, notices, saver } = this.doors;
    if (this.form?.isConnected) return;
    const entered = async () => {
      notices.clear("unproven");
      await saver().now();
      return true;
    };
    this.proves = true;
    this.form = proveIt({ desk: this.desk, words, entered }, byPassword);
    notices.show("unproven", words.proveHere, [], [this.form]);
  }

  private back(): void {
    const { words, notices, me } = this.doors;
    if (me && this.presence.me && this.presence.me !== me.account) return notices.show("signed_out", words.otherPerson, [[words.reload, () => location.reload()]]);
    notices.clear("signed_out");
    void this.doors.saver().now();
  }

  private async heard(here: Present[], pen: Pen, revision: string): Promise<void> {
    const { words, notices, bar, saver } = this.doors;
    bar.present(here, this.presence.tab);
    const before = this.before;
    this.before = pen;
    if (pen !== "theirs") {
      this.doors.writable(true);
      if (before === "theirs") {
        notices.clear("pen");
        notices.pass("pen", words.penFree);
      }
      await this.catchUp(revision);
      return;
    }
    const holder = this.presence.holder!;
    if (before === "mine") await saver().now();
    this.doors.writable(false);
    const text = before === "mine" ? `${words.penLost} ${holder.name}` : holder.mine ? words.penOwn : `${words.penTheirs} ${holder.name}`;
    if (before !== "theirs") notices.show("pen", text, [[words.takePen, () => void this.presence.beat(true)]]);
    await this.catchUp(revision);
  }

  /** Whoever looks on sees what the other one writes. */
  private async catchUp(revision: string): Promise<void> {
    const saver = this.doors.saver();
    if (!saver.dirty && revision !== "" && revision !== saver.revision && (saver.state === "clean" || saver.state === "saved")) await this.doors.reread();
  }
}
