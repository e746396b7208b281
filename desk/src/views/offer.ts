// Names under a field while one is typed: arrows choose, Enter takes, Escape leaves what was typed. Nothing has to be chosen.

import { h } from "../page/element";

export type Offered = { name: string; about: string };
/** Looks up the names that begin so; none where they cannot be asked for. */
export type LookUp = (typed: string) => Promise<Offered[]>;

const pauseMs = 120;
let count = 0;

/** Puts the list of names under the field; `taken` hears that the field has a name now. */
export function offer(input: HTMLInputElement, label: string, lookUp: LookUp, taken: () => void): HTMLElement {
  const list = h("ul", { class: "ke-options ke-offer", role: "listbox", id: `ke-offer-${++count}`, "aria-label": label, hidden: true });
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]] as const) input.setAttribute(name, value);
  let offered: Offered[] = [];
  let at = -1;
  let asked = 0;
  show();
  input.addEventListener("input", () => void look());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", key);
  return h("div", { class: "ke-offering" }, input, list);

  async function look(): Promise<void> {
    const mine = ++asked;
    const typed = input.value.trim();
    if (typed === "") return close();
    await new Promise((later) => setTimeout(later, pauseMs));
    if (mine !== asked) return;
    const found = await lookUp(typed);
    if (mine !== asked) return;
    [offered, at] = [found.filter((one) => one.name !== typed), -1];
    show();
  }

  function show(): void {
    list.hidden = offered.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    const option = (one: Offered, index: number) =>
      h("li", { role: "option", id: `${list.id}-${index}`, "aria-selected": String(index === at), mousedown: (event: Event) => (event.preventDefault(), take(one)) }, h("bdi", {}, one.name), one.about !== "" && h("span", { class: "ke-meta" }, ` ${one.about}`));
    list.replaceChildren(...offered.map(option));
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  function key(event: KeyboardEvent): void {
    if (event.isComposing || list.hidden) return;
    const most = offered.length;
    if (event.key === "ArrowDown") at = at + 1 >= most ? 0 : at + 1;
    else if (event.key === "ArrowUp") at = at <= 0 ? most - 1 : at - 1;
    else if (event.key === "Enter" && at >= 0) return event.preventDefault(), take(offered[at]!);
    else if (event.key === "Escape") return event.preventDefault(), event.stopPropagation(), close();
    else return;
    event.preventDefault();
    show();
  }

  function take(one: Offered): void {
    input.value = one.name;
    close();
    taken();
  }

  function close(): void {
    asked++;
    [offered, at] = [[], -1];
    show();
  }
}
