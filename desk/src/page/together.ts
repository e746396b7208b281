// Somebody else saved in between: what changed in different blocks is brought together by itself, and where both changed
// the same one, both texts stand side by side until the writer has chosen.

import type { EditorView } from "prosemirror-view";
import type { Draft } from "../save/journal";
import { merge, type Conflict, type Merged } from "../save/merge";
import type { Saver } from "../save/saver";
import { load, type Loaded } from "../save/server";
import { readTree } from "../schema/canonical";
import { schemaHash } from "../schema/table";
import type { Words } from "../words/words";
import { h } from "./element";
import type { Notices } from "./notices";
import { reading, type WritingOptions } from "./writing";

type Doors = {
  words: Words;
  notices: Notices;
  saver: () => Saver;
  draft: () => Draft;
  writing: WritingOptions;
  address: string;
  /** Puts a text into the editor, where it differs from the one that is there. */
  replace: (draft: Draft, after: () => void) => void;
  outdated: () => void;
};

export class Together {
  constructor(private readonly doors: Doors) {}

  /** Reads what the other one saved, and goes on from both. */
  async meet(): Promise<void> {
    const { words, notices, address } = this.doors;
    const loaded = await load(address);
    if ("problem" in loaded) return notices.show("conflict", words.conflicted, [[words.apply, () => void this.meet()]]);
    if (loaded.schema !== schemaHash) return this.doors.outdated();
    const theirs: Draft = { headline: loaded.headline, lead: loaded.lead, tree: loaded.tree as Draft["tree"], ...(loaded.fields ? { fields: loaded.fields } : {}) };
    const merged = merge(this.doors.saver().base, this.doors.draft(), theirs);
    if (this.isSound(merged) && merged.conflicts.length === 0) {
      this.doors.replace(merged.draft, () => this.doors.saver().continueFrom(loaded.revision, theirs));
      return notices.pass("merged", words.merged);
    }
    this.choose(loaded, theirs, merged);
  }

  private isSound({ draft }: Merged): boolean {
    try {
      readTree(draft.tree);
      return true;
    } catch {
      return false;
    }
  }

  private choose(loaded: Loaded, theirs: Draft, merged: Merged): void {
    const { words, notices } = this.doors;
    const saver = this.doors.saver();
    const shown: EditorView[] = [];
    const end = (act: () => void) => () => {
      for (const view of shown) view.destroy();
      notices.clear("conflict");
      act();
    };
    const whole = h("div", { class: "ke-theirs", role: "group", "aria-label": words.theirs, tabindex: 0 }, h("p", { class: "ke-headline" }, theirs.headline), h("p", { class: "ke-lead" }, theirs.lead));
    shown.push(reading(whole, readTree(theirs.tree), this.doors.writing));
    const choices = new Map<string, "mine" | "theirs" | "both">();
    const blocks = this.isSound(merged) ? merged.conflicts.map((conflict) => this.side(conflict, choices, shown)) : [];
    const buttons: [string, () => void][] = [
      [words.keepMine, end(() => saver.continueFrom(loaded.revision, theirs))],
      [words.takeTheirs, end(() => this.doors.replace(theirs, () => saver.adopt(loaded.revision)))],
    ];
    if (blocks.length > 0) buttons.unshift([words.saveChosen, end(() => this.doors.replace(chosen(merged, choices), () => saver.continueFrom(loaded.revision, theirs)))]);
    const sides = blocks.length > 0 ? [h("p", {}, words.bothChanged), ...blocks] : [];
    notices.show("conflict", words.conflict, buttons, [whole, ...sides]);
  }

  /** One place, both texts beside each other, and what to do with them. */
  private side(conflict: Conflict, choices: Map<string, "mine" | "theirs" | "both">, shown: EditorView[]): HTMLElement {
    const { words } = this.doors;
    const group = `ke-choice-${conflict.at.replace(/\W/g, "-")}`;
    const text = (title: string, value: unknown, choice: "mine" | "theirs") => {
      const radio = h("input", { type: "radio", name: group, id: `${group}-${choice}`, value: choice });
      radio.checked = choice === "mine";
      radio.addEventListener("change", () => choices.set(conflict.at, choice));
      return h("div", { class: "ke-side" }, h("div", { class: "ke-check" }, radio, h("label", { for: radio.id }, title)), this.shows(value, shown));
    };
    const both = h("input", { type: "radio", name: group, id: `${group}-both`, value: "both" });
    both.addEventListener("change", () => choices.set(conflict.at, "both"));
    const bothOffered = isBlock(conflict.mine) && isBlock(conflict.theirs);
    return h(
      "fieldset",
      { class: "ke-sides" },
      text(words.mineTitle, conflict.mine, "mine"),
      text(words.theirsTitle, conflict.theirs, "theirs"),
      bothOffered && h("div", { class: "ke-check" }, both, h("label", { for: both.id }, words.keepBoth)),
    );
  }

  private shows(value: unknown, shown: EditorView[]): HTMLElement {
    if (isBlock(value)) {
      const place = h("div", {});
      shown.push(reading(place, readTree({ type: "doc", attrs: { version: 1 }, content: [value] }), this.doors.writing));
      return place;
    }
    const text = value === null ? this.doors.words.gone : typeof value === "string" ? value : JSON.stringify(value);
    return h("p", { dir: "auto" }, text);
  }
}

function isBlock(value: unknown): value is { type: string; attrs?: { id?: string } } {
  return typeof value === "object" && value !== null && "type" in value && typeof (value as { type: unknown }).type === "string";
}

/** The merged text with what was chosen. A block of which both are kept gets a new id in the editor. */
function chosen({ draft, conflicts }: Merged, choices: Map<string, "mine" | "theirs" | "both">): Draft {
  const out = structuredClone(draft) as Draft & { [name: string]: unknown };
  const content = (out.tree as unknown as { content: { attrs?: { id?: string } }[] }).content;
  for (const { at, theirs } of conflicts) {
    const choice = choices.get(at) ?? "mine";
    if (choice === "mine") continue;
    if (at === "headline" || at === "lead") out[at] = String(theirs);
    else if (at.startsWith("fields/")) (out.fields as unknown as { [name: string]: unknown })[at.slice(7)] = theirs;
    else {
      const index = content.findIndex((block) => block.attrs?.id === at);
      if (choice === "both" && isBlock(theirs)) content.splice(index + 1, 0, { ...theirs, attrs: { ...theirs.attrs, id: null as unknown as string } });
      else if (isBlock(theirs)) content.splice(index, 1, theirs);
      else content.splice(index, 1);
    }
  }
  return out;
}
