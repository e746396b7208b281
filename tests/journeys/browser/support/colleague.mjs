// A colleague who works by programs: an account opened on the command line, and a token of hers for the API.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { BINARY } from "./places.mjs";

/** Opens an editor's account in a newsroom that is running. */
export function editorByToken({ origin, data }) {
  const user = (verb, ...rest) => execFileSync(BINARY, ["people", verb, "--data", data, ...rest], { encoding: "utf8" }).trim();
  user("add", "--name", "ليلى", "--role", "editor", "layla@example.org");
  const authorization = `Bearer ${user("token", "layla@example.org")}`;

  const send = async (method, path, type, body) => {
    const headers = { authorization, "content-type": type };
    const answer = await fetch(`${origin}/api/v1${path}`, { method, headers, body });
    return { status: answer.status, said: await answer.json() };
  };
  const asks = async (method, path, value) => {
    const { status, said } = await send(method, path, "application/json", JSON.stringify(value));
    assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(said)}`);
    return said;
  };
  const writes = async (content) => (await asks("POST", "/articles", { edition: "ar", section: "politics", content })).id;
  return {
    /** Sends a picture with an alternative text, and tells what came of it. */
    sends: (bytes, alt) => send("POST", `/media?alt=${encodeURIComponent(alt)}`, "application/octet-stream", bytes),
    /** Publishes an article with this picture above it, and tells its address. */
    async publishesWith(picture) {
      const content = { headline: "خبر مصوّر", body_html: "<p>نص</p>", picture };
      return new URL((await this.publishes(content)).href, origin).href;
    },
    /** Begins an Arabic article, and tells its id. */
    writes,
    /** Publishes one, and tells its id and its path. */
    async publishes(content) {
      const id = await writes(content);
      const { href } = await asks("POST", `/articles/${id}/publication`, {});
      return { id, href };
    },
    /** Opens a story with these articles, and tells its id. */
    async opensStory(name, articles) {
      const { id } = await asks("POST", "/stories", { edition: "ar", name });
      for (const article of articles) await asks("PUT", `/stories/${id}/articles/${article}`, {});
      return id;
    },
  };
}
