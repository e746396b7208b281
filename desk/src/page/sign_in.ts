// Signing in again without leaving the page: password, then a code where the account asks for one. Whoever comes in by
// a link opens it in another window; the editor notices.

import type { Words } from "../words/words";
import { h } from "./element";

/** The form; `entered` is called when the desk has let somebody in. */
export function signIn(desk: string, words: Words, entered: () => void): HTMLElement {
  const field = (id: string, label: string, given: { [name: string]: string }) => h("div", {}, h("label", { for: id }, label), h("input", { class: "ke-in", id, required: true, ...given }));
  const problem = h("p", { class: "ke-note", role: "alert", hidden: true });
  const fields = h("div", { class: "ke-grid" });
  let action = "sign-in";
  const form = h("form", { class: "ke-sign-in", submit: (event: Event) => void send(event) }, fields, problem, h("button", { class: "ke-btn" }, words.signInLink));
  askPassword();
  return form;

  function askPassword(): void {
    action = "sign-in";
    fields.replaceChildren(
      field("ke-email", words.email, { name: "email", type: "email", dir: "ltr", autocomplete: "username" }),
      field("ke-password", words.password, { name: "password", type: "password", autocomplete: "current-password" }),
    );
  }

  function askCode(): void {
    action = "code";
    fields.replaceChildren(field("ke-code", words.code, { name: "typed", dir: "ltr", inputmode: "numeric", autocomplete: "one-time-code" }));
    fields.querySelector("input")?.focus();
  }

  async function send(event: Event): Promise<void> {
    event.preventDefault();
    const body = new URLSearchParams();
    for (const input of fields.querySelectorAll("input")) body.set(input.name, input.value);
    problem.hidden = true;
    try {
      const answer = await fetch(`${desk}/${action}`, { method: "POST", body, credentials: "same-origin" });
      if (answer.ok && new URL(answer.url).pathname === `${desk}/code`) return askCode();
      if (answer.ok) return entered();
    } catch {
      // Nobody answered: the same words as for a wrong one, for there is the same to do.
    }
    problem.textContent = words.notIn;
    problem.hidden = false;
  }
}
