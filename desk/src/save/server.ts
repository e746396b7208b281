// The requests the editor makes, and what can come of them.

import { schemaHash } from "../schema/table";
import type { Draft } from "./journal";

/** One link of the source chain. */
export type Source = { role: string; name: string; href: string; detail: string };
/** The form beside the text. */
export type Fields = {
  kicker: string;
  headlines: { web: string; short: string; search: string; social: string };
  place: string;
  sources: Source[];
  authors: string[];
  topics: string[];
  picture: string | null;
  /** Of a video or an audio piece; where nothing is said of it, it stays as it is. */
  recording?: Recording | null;
};
/** What is watched or heard: at an address, or a file of ours. */
export type Recording = { address: string; ours: string | null; seconds: number; caption: string };
/** A picture of the library. */
export type Picture = { id: string; width: number; height: number; caption: string; alt: string; credit: string; archive: boolean; taken_on: string; focal: [number, number] };
/** Where the article stands, and what this person may do with it. */
export type Article = {
  edition: string;
  kind?: string;
  site: string;
  section: string;
  sections: { slug: string; name: string; level: number }[];
  stories: { id: string; name: string }[];
  live: boolean;
  withdrawn: boolean;
  scheduled: boolean;
  changed: boolean;
  href: string | null;
  may_publish: boolean;
  may_write: boolean;
  may_lead: boolean;
  may_upload: boolean;
};
export type Me = { account: string; name: string };

export type Loaded = {
  revision: string;
  schema: string;
  tree: unknown;
  headline: string;
  lead: string;
  fields?: Fields;
  picture?: Picture | null;
  article?: Article;
  me?: Me | null;
};
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
    // The page preloads this very request; the answer itself says that it is to be stored nowhere.
    const answer = await fetch(address, { credentials: "same-origin" });
    const body = await readJson(answer);
    if (!answer.ok) return { problem: text(body.title) || `${answer.status}` };
    if (typeof body.revision !== "string" || typeof body.tree !== "object") return { problem: "" };
    const beside = body.fields ? { fields: body.fields, picture: body.picture, article: body.article, me: body.me } : {};
    return { revision: body.revision, schema: text(body.schema), tree: body.tree, headline: text(body.headline), lead: text(body.lead), ...beside } as Loaded;
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
  const fields = draft.fields ? { fields: draft.fields } : {};
  const body = JSON.stringify({ schema: schemaHash, tree: draft.tree, headline: draft.headline, lead: draft.lead, ...fields });
  try {
    const answer = await fetch(address, { method: "PUT", headers, body, credentials: "same-origin", signal: AbortSignal.timeout(30_000) });
    return outcome(answer, await readJson(answer));
  } catch {
    return { kind: "later" };
  }
}

/** Has a revision made of what was saved, under a name where one is given. */
export async function keepVersion(address: string, revision: string, name: string): Promise<Outcome> {
  const headers = { "content-type": "application/json", accept: "application/json", "if-match": `"${revision}"` };
  try {
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify({ name }), credentials: "same-origin", signal: AbortSignal.timeout(30_000) });
    return outcome(answer, await readJson(answer));
  } catch {
    return { kind: "later" };
  }
}

export type Answer = { ok: boolean; status: number; body: { [name: string]: unknown } };

/** Any other request of the editor; status 0 when nobody answered, or when `givenUp` said that nobody waits any more. */
export async function ask(method: string, address: string, body?: object | Blob, givenUp?: AbortSignal): Promise<Answer> {
  const blob = body instanceof Blob;
  const headers: { [name: string]: string } = { accept: "application/json" };
  if (body) headers["content-type"] = blob ? "application/octet-stream" : "application/json";
  const sent = body === undefined ? {} : { body: blob ? body : JSON.stringify(body) };
  const late = AbortSignal.timeout(blob ? 120_000 : 20_000);
  try {
    const answer = await fetch(address, { method, headers, credentials: "same-origin", cache: "no-store", signal: givenUp ? AbortSignal.any([late, givenUp]) : late, ...sent });
    return { ok: answer.ok, status: answer.status, body: await readJson(answer) };
  } catch {
    return { ok: false, status: 0, body: {} };
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
