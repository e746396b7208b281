// Who may be meant while a speaker's name is typed: the people and organisations that the edition writes about.

import { ask } from "../save/server";
import type { Offered } from "../views/offer";
import type { Words } from "../words/words";
import type { Name } from "./names";

export async function speakers(desk: string, edition: string, typed: string, words: Words): Promise<Offered[]> {
  const answer = await ask("GET", `${desk}/names?edition=${encodeURIComponent(edition)}&of=topics&q=${encodeURIComponent(typed)}`);
  const found = answer.ok ? ((answer.body.names as Name[] | undefined) ?? []) : [];
  return found.filter((one) => one.about === "person" || one.about === "organisation").map((one) => ({ name: one.name, about: one.about === "organisation" ? words.organisation : "" }));
}
