// The two requests the editor makes, and what can come of them.

import { schemaHash } from "../schema/table";
import type { Draft } from "./journal";

export type Loaded = { revision: string; schema: string; tree: unknown; headline: string; lead: string };
export type Fault = { place: string; why: string };
export type Outcome =
  | { kind: "saved"; revision: string }
  | { kind: "conflict" }
  | { kind: "refused"; title: string; detail: string; errors: Fault[] }
  | { kind: "outdated" }
  | { kind: "signed_out" }
  | { kind: "too_big" }
  | { kind: "later" };

export async function load(address: string): Promise<Loaded | { problem: string }> {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" }, credentials: "same-origin", cache: "no-store" });
    const body = await readJson(answer);
    if (!answer.ok) return { problem: text(body.title) || `${answer.status}` };
    if (typeof body.revision !== "string" || typeof body.tree !== "object") return { problem: "" };
    return { revision: body.revision, schema: text(body.schema), tree: body.tree, headline: text(body.headline), lead: text(body.lead) };
  } catch {
    return { problem: "" };
  }
}

export async function save(address: string, revision: string, draft: Draft, csrf: string | undefined): Promise<Outcome> {
  const headers: { [name: string]: string } = {
    "content-type": "application/json",
    accept: "application/json",
    "if-match": `"${revision}"`,
  };
  if (csrf) headers["x-csrf-token"] = csrf;
  const body = JSON.stringify({ schema: schemaHash, tree: draft.tree, headline: draft.headline, lead: draft.lead });
  try {
    const answer = await fetch(address, { method: "PUT", headers, body, credentials: "same-origin", signal: AbortSignal.timeout(30_000) });
    return outcome(answer, await readJson(answer));
  } catch {
    return { kind: "later" };
  }
}

function outcome(answer: Response, body: { [name: string]: unknown }): Outcome {
  if (answer.ok && typeof body.revision === "string") return { kind: "saved", revision: body.revision };
  switch (answer.status) {
    case 409:
    case 412:
      return { kind: "conflict" };
    case 426:
      return { kind: "outdated" };
    case 401:
      return { kind: "signed_out" };
    case 413:
      return { kind: "too_big" };
    case 408:
    case 425:
    case 429:
      return { kind: "later" };
  }
  if (answer.status >= 400 && answer.status < 500) {
    return { kind: "refused", title: text(body.title), detail: text(body.detail), errors: faults(body.errors) };
  }
  return { kind: "later" };
}

function faults(errors: unknown): Fault[] {
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, 20).map((fault: { place?: unknown; why?: unknown }) => ({ place: text(fault?.place), why: text(fault?.why) }));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

async function readJson(answer: Response): Promise<{ [name: string]: unknown }> {
  try {
    const body: unknown = await answer.json();
    return typeof body === "object" && body !== null ? (body as { [name: string]: unknown }) : {};
  } catch {
    return {};
  }
}
