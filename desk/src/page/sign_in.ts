// Signing in again without leaving the page: password, then a code where the account asks for one; and showing once more who
// one is where the server asks for that. Whoever comes in by a link or a passkey does it in another window; the editor notices.

import { whyNone, whyOf } from "../save/failing";
import { whyWords } from "../words/because";
import type { Words } from "../words/words";
import { h } from "./element";

/** `entered` looks whether the desk has let the person in. */
type Door = { desk: string; words: Words; entered: () => Promise<boolean> };
type Step = "sign-in" | "code" | "prove";

/** The form of somebody whose session has ended. */
export function signIn(door: Door): HTMLElement {
  return form(door, "sign-in", false);
}

/** The form of somebody who has to show who they are; by password where the account has no second step. */
export function proveIt(door: Door, byPassword: boolean): HTMLElement {
  return form(door, "prove", byPassword);
}

function form({ desk, words, entered }: Door, first: Step, byPassword: boolean): HTMLElement {
  const field = (id: string, label: string, given: { [name: string]: string }) => h("div", {}, h("label", { for: id }, label), h("input", { class: "ke-in", id, required: true, ...given }));
  const problem = h("p", { class: "ke-note", role: "alert", hidden: true });
  const fields = h("div", { class: "ke-grid" });
  const elsewhere = h("a", { class: "ke-quiet", target: "_blank", rel: "noopener" }, words.signInElsewhere);
  let step: Step = first;
  ask(first);
  return h("form", { class: "ke-sign-in", submit: (event: Event) => void send(event) }, fields, problem, h("div", { class: "ke-row" }, h("button", { class: "ke-btn" }, first === "prove" ? words.proveNow : words.signInLink), elsewhere));

  function ask(next: Step): void {
    step = next;
    elsewhere.setAttribute("href", `${desk}/${next}`);
    const password = (name: string) => field("ke-password", words.password, { name, type: "password", autocomplete: "current-password" });
    const code = field("ke-code", words.code, { name: "typed", dir: "ltr", inputmode: "numeric", autocomplete: "one-time-code" });
    if (next === "sign-in") fields.replaceChildren(field("ke-email", words.email, { name: "email", type: "email", dir: "ltr", autocomplete: "username" }), password("password"));
    else fields.replaceChildren(next === "prove" && byPassword ? password("typed") : code);
    if (next === "code") fields.querySelector("input")?.focus();
  }

  async function send(event: Event): Promise<void> {
    event.preventDefault();
    const body = new URLSearchParams();
    for (const input of fields.querySelectorAll("input")) body.set(input.name, input.value);
    problem.hidden = true;
    const why = await sent(body);
    problem.textContent = why;
    problem.hidden = why === "";
  }

  /** Sends what was typed; why nobody was let in, or "". */
  async function sent(body: URLSearchParams): Promise<string> {
    try {
      const answer = await fetch(`${desk}/${step}`, { method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout(20_000) });
      if (answer.ok && step === "sign-in" && new URL(answer.url).pathname === `${desk}/code`) return ask("code"), "";
      if (answer.ok) return (await entered()) ? "" : words.notIn;
      if (answer.status === 429) return words.tooManyTries;
      const why = whyOf(answer.status);
      return why ? `${words.notInYet}: ${whyWords(why, words)}.` : words.notIn;
    } catch (error) {
      return `${words.notInYet}: ${whyWords(whyNone(error), words)}.`;
    }
  }
}
