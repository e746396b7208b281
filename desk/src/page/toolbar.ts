// The toolbar: real buttons that say whether they are on, one stop for the Tab key, arrows between the buttons.

import type { Command, EditorState } from "prosemirror-state";
import { redo, undo } from "prosemirror-history";
import * as commands from "../commands";
import { N } from "../schema/schema";
import * as tables from "../tables";
import type { Words } from "../words/words";
import { h, icon } from "./element";

export type Tool = {
  name: keyof Words;
  text?: string;
  drawing?: SVGElement;
  keys?: string;
  command?: Command;
  open?: () => void;
  on?: (state: EditorState) => boolean;
  end?: boolean;
  wide?: boolean;
};

export type Bar = { dom: HTMLElement; refresh: (state: EditorState) => void };

/** Builds a toolbar; `run` performs a command in the text. */
export function toolbar(label: string, words: Words, tools: Tool[], run: (command: Command) => void): Bar {
  const buttons = tools.map((tool) => ({ tool, button: button(tool, words, run) }));
  const dom = h("div", { class: "ke-bar", role: "toolbar", "aria-label": label }, ...buttons.map(({ button }) => button));
  buttons.forEach(({ button }, index) => (button.tabIndex = index === 0 ? 0 : -1));
  dom.addEventListener("keydown", (event) => walk(event, dom));
  const refresh = (state: EditorState) => {
    for (const { tool, button } of buttons) {
      if (tool.on) button.setAttribute("aria-pressed", String(tool.on(state)));
      if (tool.command) button.setAttribute("aria-disabled", String(!tool.command(state)));
    }
  };
  return { dom, refresh };
}

function button(tool: Tool, words: Words, run: (command: Command) => void): HTMLButtonElement {
  const name = words[tool.name];
  const title = tool.keys ? `${name} (${tool.keys})` : name;
  const classes = [tool.end && "ke-end", tool.wide && "ke-only-wide"].filter(Boolean).join(" ");
  const made = h("button", { type: "button", title, "data-tool": tool.name, class: classes || null }, tool.drawing ?? tool.text ?? name);
  if (tool.drawing || tool.text) made.setAttribute("aria-label", name);
  if (tool.end && tool.keys) made.append(h("kbd", { dir: "ltr", class: "ke-only-wide" }, tool.keys));
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", () => (tool.open ? tool.open() : tool.command && run(tool.command)));
  return made;
}

/** Arrows go to the neighbour on that side of the screen. */
function walk(event: KeyboardEvent, dom: HTMLElement): void {
  const buttons = [...dom.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const rtl = getComputedStyle(dom).direction === "rtl";
  const step = { ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1 }[event.key];
  let next = step === undefined ? undefined : (at + step + buttons.length) % buttons.length;
  if (event.key === "Home") next = 0;
  if (event.key === "End") next = buttons.length - 1;
  if (next === undefined || at < 0) return;
  event.preventDefault();
  buttons.forEach((button, index) => (button.tabIndex = index === next ? 0 : -1));
  buttons[next]?.focus();
}

type Doors = { link: () => void; menu: () => void; picture: () => void };

/** The tools of the text. */
export function textTools(words: Words, baseDir: "rtl" | "ltr", doors: Doors): Tool[] {
  const inside = (type: (typeof N)[keyof typeof N]) => (state: EditorState) => commands.around(state, type) !== null;
  const other = baseDir === "rtl" ? "ltr" : "rtl";
  return [
    { name: "bold", text: words.boldShort, keys: "Ctrl B", command: commands.toggleBold, on: (s) => commands.hasMark(s, "bold") },
    { name: "emphasis", drawing: icon("M5 19h14M8 15l4-10 4 10M9.6 11h4.8"), keys: "Ctrl I", command: commands.toggleEmphasis, on: (s) => commands.hasMark(s, "emphasis") },
    { name: "heading", command: commands.cycleHeading, on: (s) => s.selection.$from.parent.type === N.heading },
    { name: "link", drawing: icon("M9 15l6-6M8 11l-3 3a4 4 0 0 0 5 5l3-3M16 13l3-3a4 4 0 0 0-5-5l-3 3"), keys: "Ctrl L", open: doors.link, on: (s) => commands.hasMark(s, "link") },
    { name: "list", command: commands.toggleList(false), on: (s) => commands.around(s, N.list)?.node.attrs.ordered === false },
    { name: "ordered", command: commands.toggleList(true), on: (s) => commands.around(s, N.list)?.node.attrs.ordered === true, wide: true },
    { name: "quote", command: commands.toggleWrap(N.quote), keys: "Ctrl Q", on: inside(N.quote), wide: true },
    { name: "statement", command: commands.insertBlock(commands.emptyStatement), on: inside(N.statement) },
    { name: "picture", drawing: icon("M3 7h4l2-3h6l2 3h4v13H3z", [12, 13, 4]), open: doors.picture },
    { name: "isolate", drawing: icon("M4 7h9M4 12h6M4 17h9M16 6l4 6-4 6"), command: commands.toggleIsolate, on: (s) => commands.hasMark(s, "isolate"), wide: true },
    { name: "direction", drawing: icon("M20 6H10M20 12H6M20 18H10M8 9l-3 3 3 3"), command: commands.toggleDirection(baseDir), on: (s) => s.selection.$from.parent.attrs.dir === other },
    { name: "undo", drawing: icon("M9 6L4 11l5 5M4 11h10a5 5 0 0 1 0 10h-2"), keys: "Ctrl Z", command: undo },
    { name: "redo", drawing: icon("M15 6l5 5-5 5M20 11H10a5 5 0 0 0 0 10h2"), keys: "Ctrl Y", command: redo, wide: true },
    { name: "insert", keys: "Ctrl /", open: doors.menu, end: true },
  ];
}

/** The tools that appear while the caret is in a table. */
export function tableTools(): Tool[] {
  return [
    { name: "rowBefore", command: tables.addRow(0) },
    { name: "rowAfter", command: tables.addRow(1) },
    { name: "columnBefore", command: tables.addColumn(0) },
    { name: "columnAfter", command: tables.addColumn(1) },
    { name: "headerRow", command: tables.toggleHeader, on: (s) => tables.cellPlace(s)?.table.attrs.header === true },
    { name: "removeRow", command: tables.removeRow },
    { name: "removeColumn", command: tables.removeColumn },
    { name: "removeTable", command: tables.removeTable },
  ];
}
