// Keys, by their place on the keyboard, so that they work on an Arabic layout. Never bound: anything with Alt
// (Ctrl+Alt is AltGr and types letters), Ctrl+Shift alone, and the keys of cut, copy and paste.

import { baseKeymap, chainCommands } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import { Plugin, type Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import * as commands from "../commands";
import { N } from "../schema/schema";
import { nextCell } from "../tables";
import { liftListItem } from "prosemirror-schema-list";

export type Doors = {
  link: () => void;
  menu: (typed: boolean) => void;
  save: () => void;
  publish: () => void;
  find: () => void;
  notes: () => void;
  suggestions: () => void;
};

export function keys(doors: Doors): Plugin[] {
  return [
    new Plugin({
      props: {
        handleKeyDown: (view, event) => byPlace(view, event, doors),
        handleTextInput: (view, from, to, text) => slash(view, from, to, text, doors),
      },
    }),
    keymap({
      Enter: chainCommands(commands.enterAfterSelected, commands.enterOutOfBox, enterInCell, splitListItem(N.item, undefined)),
      "Shift-Enter": commands.hardBreak,
      Tab: chainCommands(nextCell(1), commands.sinkItem),
      "Shift-Tab": chainCommands(nextCell(-1), liftListItem(N.item)),
      Escape: commands.leaveBlock,
    }),
    keymap(baseKeymap),
  ];
}

/** Whether a key event is Ctrl (or Command) with a letter's place, and nothing that would type a character. */
export function isShortcut(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.getModifierState("AltGraph");
}

/** Undo and redo for whoever holds the focus inside the editor's page. */
export function historyKey(event: KeyboardEvent): Command | null {
  if (!isShortcut(event)) return null;
  if (event.code === "KeyZ") return event.shiftKey ? redo : undo;
  return event.code === "KeyY" && !event.shiftKey ? redo : null;
}

function byPlace(view: EditorView, event: KeyboardEvent, doors: Doors): boolean {
  if (!isShortcut(event)) return false;
  if (event.key === "Enter" && !event.shiftKey) return does(doors.publish);
  const history = historyKey(event);
  if (history) return run(view, history);
  if (event.shiftKey) return false;
  switch (event.code) {
    case "KeyB":
      return run(view, commands.toggleBold);
    case "KeyI":
      return run(view, commands.toggleEmphasis);
    case "KeyQ":
      return run(view, commands.toggleWrap(N.quote));
    case "KeyL":
      return does(doors.link);
    case "KeyS":
      return does(doors.save);
    case "KeyF":
      return does(doors.find);
    case "KeyM":
      return does(doors.notes);
    case "KeyJ":
      return does(doors.suggestions);
    case "Slash":
      return does(() => doors.menu(false));
    default:
      return false;
  }
}

function run(view: EditorView, command: Command): boolean {
  command(view.state, view.dispatch, view);
  return true;
}

function does(door: () => void): boolean {
  door();
  return true;
}

/** A slash typed into an empty paragraph, whichever key it sits on, opens the insert menu. */
function slash(view: EditorView, from: number, to: number, text: string, doors: Doors): boolean {
  const { parent } = view.state.doc.resolve(from);
  if (text !== "/" || from !== to || parent.type !== N.paragraph || parent.content.size > 0) return false;
  return does(() => doors.menu(true));
}

/** Enter in a cell makes a line break; a cell holds one line of the schema's. */
const enterInCell: Command = (state, dispatch) =>
  state.selection.$from.parent.type === N.cell ? commands.hardBreak(state, dispatch) : false;
