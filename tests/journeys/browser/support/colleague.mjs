// A colleague who works by programs: an account opened on the command line, and a token of hers for the API.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { BINARY } from "./places.mjs";

/** Opens an editor's account in a newsroom that is running. */
export function editorByToken({ origin, data }) {
  const user = (verb, ...rest) => execFileSync(BINARY, ["people", verb, "--data", data, ...rest], { encoding: "utf8" }).trim();
  user("add", "--name", "ليلى", "--role", "editor", "layla@example.org");
  const authorization = `Bearer ${user("token", "layla@example.org")}`;

  const post = async (path, type, body) => {
    const headers = { authorization, "content-type": type };
    const answer = await fetch(`${origin}/api/v1${path}`, { method: "POST", headers, body });
    return { status: answer.status, said: await answer.json() };
  };
  const postJson = async (path, value) => {
    const { status, said } = await post(path, "application/json", JSON.stringify(value));
    assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(said)}`);
    return said;
  };
  return {
    /** Sends a picture with an alternative text, and tells what came of it. */
    sends: (bytes, alt) => post(`/media?alt=${encodeURIComponent(alt)}`, "application/octet-stream", bytes),
    /** Publishes an article with this picture above it, and tells its address. */
    async publishesWith(picture) {
      const content = { headline: "خبر مصوّر", body_html: "<p>نص</p>", picture };
      const { id } = await postJson("/articles", { edition: "ar", section: "politics", content });
      return new URL((await postJson(`/articles/${id}/publication`, {})).href, origin).href;
    },
  };
}
