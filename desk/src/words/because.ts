// What is said of a request that came to nothing: what happened, and not more.

import type { Why } from "../save/failing";
import type { Answer } from "../save/server";
import type { Words } from "./words";

export function whyWords(why: Why, words: Words): string {
  return words[`why_${why}`];
}

/** Why it came to nothing, in the server's words where it gave a reason; "" where nothing is known. */
export function because({ status, why, body }: Answer, words: Words): string {
  if (typeof body.detail === "string" && body.detail !== "") return body.detail;
  if (why) return whyWords(why, words);
  if (body.code === "prove_first") return words.proveFirst;
  return { 401: words.sessionOver, 403: words.notYours, 404: words.notThere, 413: words.tooLarge }[status] ?? "";
}

/** «What was not done: why. Try again.» Where the server says itself what is the matter, its words alone. */
export function notDone(what: string, answer: Answer, words: Words): string {
  if (typeof answer.body.detail === "string" && answer.body.detail !== "") return answer.body.detail;
  const why = because(answer, words);
  return `${what}${why ? `: ${why}` : ""}. ${words.tryAgain}.`;
}
