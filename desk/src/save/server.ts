// The requests the editor makes, and what can come of them.

import { schemaHash } from "../schema/table";
import { whyNone, whyOf, type Why } from "./failing";
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
  | { kind: "refused"; status: number; title: string; detail: string; errors: Fault[] }
  | { kind: "outdated" }
  | { kind: "signed_out" }
  /** The server wants to be shown once more who this is; by password where the account has no second step. */
  | { kind: "unproven"; byPassword: boolean }
  | { kind: "too_big" }
  | { kind: "later"; why: Why; detail: string };

export async function load(address: string): Promise<Loaded | { problem: string; answer: Answer }> {
  try {
    // The page preloads this very request; the answer itself says that it is to be stored nowhere.
    const answer = await fetch(address, { credentials: "same-origin" });
    const body = await readJson(answer);
    if (!answer.ok) return { problem: text(body.title), answer: { ok: false, status: answer.status, why: whyOf(answer.status), body } };
    if (typeof body.revision !== "string" || typeof body.tree !== "object") return { problem: "", answer: { ok: false, status: 0, why: "strange", body: {} } };
    const beside = body.fields ? { fields: body.fields, picture: body.picture, article: body.article, me: body.me } : {};
    return { revision: body.revision, schema: text(body.schema), tree: body.tree, headline: text(body.headline), lead: text(body.lead), ...beside } as Loaded;
  } catch (error) {
    return { problem: "", answer: { ok: false, status: 0, why: whyNone(error), body: {} } };
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
  return sent(address, { method: "PUT", headers, body });
}

/** Has a revision made of what was saved, under a name where one is given. */
export async function keepVersion(address: string, revision: string, name: string): Promise<Outcome> {
  const headers = { "content-type": "application/json", accept: "application/json", "if-match": `"${revision}"` };
  return sent(address, { method: "POST", headers, body: JSON.stringify({ name }) });
}

async function sent(address: string, request: RequestInit): Promise<Outcome> {
  try {
    const answer = await fetch(address, { ...request, credentials: "same-origin", signal: AbortSignal.timeout(30_000) });
    const proof = await proofOf(answer);
    return proof ?? outcome(answer, await readJson(answer));
  } catch (error) {
    return { kind: "later", why: whyNone(error), detail: "" };
  }
}

/** Whoever has to show first who they are is led to a page that asks for it; what was sent was not taken. */
async function proofOf(answer: Response): Promise<Extract<Outcome, { kind: "unproven" }> | null> {
  if (!answer.redirected || !new URL(answer.url).pathname.endsWith("/prove")) return null;
  return { kind: "unproven", byPassword: /type="password"/.test(await answer.text()) };
}

/** `why`: what stood between the request and an answer of the server's. */
export type Answer = { ok: boolean; status: number; why: Why | null; body: { [name: string]: unknown } };

/** Any other request of the editor; status 0 when nobody answered, or when `givenUp` said that nobody waits any more. */
export async function ask(method: string, address: string, body?: object | Blob, givenUp?: AbortSignal): Promise<Answer> {
  const blob = body instanceof Blob;
  const headers: { [name: string]: string } = { accept: "application/json" };
  if (body) headers["content-type"] = blob ? "application/octet-stream" : "application/json";
  const sent = body === undefined ? {} : { body: blob ? body : JSON.stringify(body) };
  const late = AbortSignal.timeout(blob ? 120_000 : 20_000);
  try {
    const answer = await fetch(address, { method, headers, credentials: "same-origin", cache: "no-store", signal: givenUp ? AbortSignal.any([late, givenUp]) : late, ...sent });
    if (await proofOf(answer)) return { ok: false, status: 403, why: null, body: { code: "prove_first" } };
    if (answer.ok && /^text\/html/.test(answer.headers.get("content-type") ?? "")) return { ok: false, status: 0, why: "strange", body: {} };
    return { ok: answer.ok, status: answer.status, why: answer.ok ? null : whyOf(answer.status), body: await readJson(answer) };
  } catch (error) {
    return { ok: false, status: 0, why: whyNone(error), body: {} };
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
  }
  if (body.code === "prove_first") return { kind: "unproven", byPassword: body.by === "password" };
  const why = whyOf(answer.status);
  if (!why && answer.status >= 400) {
    return { kind: "refused", status: answer.status, title: text(body.title), detail: text(body.detail), errors: faults(body.errors) };
  }
  return { kind: "later", why: why ?? "strange", detail: text(body.detail) };
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
