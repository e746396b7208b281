// What is said of pictures, until the library has it. It is kept in this browser's store under the picture it was said of,
// so that neither a closed page nor another picture chosen meanwhile loses it or gives it to the wrong one. Bounded: so
// many pictures; the oldest go first.

import type { Why } from "./failing";
import { same } from "./merge";
import type { State } from "./saver";
import { ask, type Answer, type Picture } from "./server";

export type Said = { [name: string]: unknown };
type Kept = { at: number; said: Said; before: Said };
type Waiting = {
  /** What goes to the library. */
  said: Said;
  /** What was found here and was said over other words than stand there now: the writer decides. */
  aside: Said;
  /** Of that, what a colleague's words came before while this was being said: it goes on being said here. */
  overtaken: Set<string>;
  /** What stood in the library when each was said. */
  before: Said;
  state: "unsaved" | "saving" | "offline" | "refused";
};
type Told = (id: string, news: { taken?: Said; answer?: Answer; stands?: Picture }) => void;

const names = ["caption", "alt", "credit", "archive", "taken_on", "focal"] as const;
const mostPictures = 20;
const pauseMs = 600;
const againMs = 5000;

export class Descriptions {
  /** When the library last took something. */
  takenAt = 0;
  /** Why the library was not reached just now. */
  why: Why = "away";
  /** Whether the last write into the store found no room. */
  full = false;
  private readonly waiting = new Map<string, Waiting>();
  /** Of these some words wait for a second person, so that what stands there is not what was said last. */
  private readonly held = new Set<string>();
  private readonly prefix: string;
  private current = "";
  private going: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Another account's words in this browser are not sent in this one's name. */
  constructor(private readonly desk: string, account: string, private readonly told: Told) {
    this.prefix = `khabar.described.${account}.`;
    addEventListener("online", () => void this.send(false));
  }

  /** The picture as the writer left it, and from now on the one that is looked at. */
  meet(picture: Picture): Picture {
    this.current = picture.id;
    if (!this.waiting.has(picture.id)) this.admit(picture);
    return { ...picture, ...this.waiting.get(picture.id)?.said };
  }

  /** No picture is looked at. */
  leave(): void {
    this.current = "";
  }

  /** Something is said of a picture, where `stood` was said of it in the library. */
  say(id: string, name: string, value: unknown, stood: unknown): void {
    const one = this.waiting.get(id) ?? { said: {}, aside: {}, overtaken: new Set<string>(), before: {}, state: "unsaved" };
    this.waiting.set(id, one);
    if (one.overtaken.has(name)) {
      one.aside[name] = value;
      this.keep(id, one);
      return this.told(id, {});
    }
    if (name in one.aside || !(name in one.before)) one.before[name] = stood;
    delete one.aside[name];
    one.said[name] = value;
    if (one.state === "refused") one.state = "unsaved";
    this.keep(id, one);
    this.soon(pauseMs);
    this.told(id, {});
  }

  /** What was found of an earlier visit and waits for the writer's word. */
  asideOf(id: string): Said {
    return this.waiting.get(id)?.aside ?? {};
  }

  isRefused(id: string): boolean {
    return this.waiting.get(id)?.state === "refused";
  }

  /** What was set aside is meant: it goes to the library over what stands there. */
  restore(id: string, stands: Picture): void {
    const aside = Object.entries(this.asideOf(id));
    this.waiting.get(id)?.overtaken.clear();
    for (const [name, value] of aside) this.say(id, name, value, stands[name as keyof Picture]);
  }

  /** What waits for this picture is not meant any more. */
  discard(id: string): void {
    this.waiting.delete(id);
    this.forget(id);
    this.told(id, {});
  }

  /** How it stands, as the state of saving; what was refused of a picture that is not looked at waits in silence. */
  get state(): State {
    const all = [...this.waiting].filter(([id, one]) => id === this.current || one.state !== "refused").map(([, one]) => one);
    if (all.length === 0) return this.takenAt > 0 ? "saved" : "clean";
    if (all.some((one) => one.state === "refused" || isSome(one.aside))) return "refused";
    return (["offline", "saving"] as const).find((state) => all.some((one) => one.state === state)) ?? "unsaved";
  }

  /** Whether anything that was said is not in the library yet. */
  get waits(): boolean {
    return this.state !== "clean" && this.state !== "saved";
  }

  /** Sends what waits, what was refused too, and says whether the library has all of it. */
  async settled(): Promise<boolean> {
    await this.send(true);
    return !this.waits;
  }

  /** Sends what earlier visits left of pictures that are looked at no more; of one described anew meanwhile it stays here. */
  async sendLeft(): Promise<void> {
    for (const id of this.ids().map((key) => key.slice(this.prefix.length))) {
      if (this.waiting.has(id)) continue;
      const answer = await ask("GET", `${this.desk}/media/${encodeURIComponent(id)}`);
      if (answer.status === 404) this.forget(id);
      else if (answer.ok && !this.waiting.has(id)) this.admit(answer.body as unknown as Picture);
    }
  }

  private admit(picture: Picture): void {
    const kept = this.read(picture.id);
    if (!kept) return;
    const one: Waiting = { said: {}, aside: {}, overtaken: new Set(), before: {}, state: "unsaved" };
    for (const name of names) {
      const value = kept.said[name];
      const stands = picture[name];
      if (typeof value !== typeof stands || Array.isArray(value) !== Array.isArray(stands) || same(value, stands)) continue;
      (same(stands, kept.before[name]) ? one.said : one.aside)[name] = value;
      one.before[name] = kept.before[name];
    }
    if (!isSome(one.said) && !isSome(one.aside)) return this.forget(picture.id);
    if (isSome(one.aside) && picture.id !== this.current) return;
    this.waiting.set(picture.id, one);
    if (isSome(one.said)) this.soon(0);
  }

  private soon(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(false), ms);
  }

  /** One request at a time, so that the last words arrive last. */
  private send(refused: boolean): Promise<void> {
    clearTimeout(this.timer);
    this.going = this.going.then(async () => {
      for (const [id, one] of [...this.waiting]) {
        if (isSome(one.said) && (refused || one.state !== "refused")) await this.sendOne(id, one);
      }
    });
    return this.going;
  }

  private async sendOne(id: string, one: Waiting): Promise<void> {
    const said = { ...one.said };
    if (one.state !== "offline") one.state = "saving";
    this.told(id, {});
    const answer = await ask("PATCH", `${this.desk}/media/${id}`, this.held.has(id) ? said : { ...said, before: only(one.before, said) });
    const { ok, status, body } = answer;
    if (this.waiting.get(id) !== one) return;
    // What waits for a second person is in the library, only not before readers.
    const isTaken = ok || body.code === "second_person";
    if (body.code === "second_person") this.held.add(id);
    if (body.code === "changed_meanwhile" && (await this.stepBack(id, one))) return;
    if (isTaken) this.take(id, one, said);
    else if (status === 401 || body.code === "prove_first" || answer.why) {
      this.why = answer.why ?? "busy";
      one.state = "offline";
      this.soon(againMs);
    } else one.state = "refused";
    this.told(id, { ...(isTaken ? { taken: said } : {}), ...(ok ? {} : { answer }) });
  }

  /** A colleague said something else meanwhile: that stands, and what was said over it waits for the writer's word. */
  private async stepBack(id: string, one: Waiting): Promise<boolean> {
    const { ok, body } = await ask("GET", `${this.desk}/media/${encodeURIComponent(id)}`);
    if (!ok || this.waiting.get(id) !== one) return false;
    const stands = body as unknown as Picture;
    const over = names.filter((name) => name in one.said && !same(stands[name], one.before[name]) && !same(stands[name], one.said[name]));
    for (const name of over) {
      one.aside[name] = one.said[name];
      delete one.said[name];
      one.overtaken.add(name);
    }
    if (over.length === 0) return false;
    one.state = "unsaved";
    this.keep(id, one);
    if (isSome(one.said)) this.soon(0);
    this.told(id, { stands });
    return true;
  }

  private take(id: string, one: Waiting, said: Said): void {
    this.takenAt = Date.now();
    one.state = "unsaved";
    for (const [name, value] of Object.entries(said)) {
      one.before[name] = value;
      if (!same(one.said[name], value)) continue;
      delete one.said[name];
      delete one.before[name];
    }
    if (isSome(one.said) || isSome(one.aside)) return this.keep(id, one);
    this.waiting.delete(id);
    this.forget(id);
  }

  private keep(id: string, { said, aside, before }: Waiting): void {
    const kept: Kept = { at: Date.now(), said: { ...aside, ...said }, before };
    try {
      this.makeRoom(id);
      localStorage.setItem(this.prefix + id, JSON.stringify(kept));
      this.full = false;
    } catch {
      this.full = true;
    }
  }

  private read(id: string): Kept | null {
    try {
      const kept = JSON.parse(localStorage.getItem(this.prefix + id) ?? "null") as Kept | null;
      return kept && typeof kept.said === "object" && typeof kept.before === "object" ? kept : null;
    } catch {
      return null;
    }
  }

  private forget(id: string): void {
    try {
      localStorage.removeItem(this.prefix + id);
    } catch {
      // A store that cannot be written holds nothing to forget.
    }
  }

  /** The keys of this account's pictures, the oldest first. */
  private ids(): string[] {
    try {
      const age = (key: string) => Number(/"at":(\d+)/.exec(localStorage.getItem(key) ?? "")?.[1] ?? 0);
      return Object.keys(localStorage).filter((key) => key.startsWith(this.prefix)).sort((one, other) => age(one) - age(other));
    } catch {
      return [];
    }
  }

  private makeRoom(id: string): void {
    const others = this.ids().filter((key) => key !== this.prefix + id);
    for (const key of others.slice(0, Math.max(0, others.length - mostPictures + 1))) localStorage.removeItem(key);
  }
}

/** Of what stood there, that of which something is said. */
function only(before: Said, said: Said): Said {
  return Object.fromEntries(Object.keys(said).flatMap((name) => (name in before ? [[name, before[name]]] : [])));
}

function isSome(said: Said): boolean {
  return Object.keys(said).length > 0;
}
