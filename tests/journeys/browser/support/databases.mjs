// The sample newsroom on each database that can be had here: filled once by `khabar demo`, then copied for each story.
// SQLite always; PostgreSQL when `KHABAR_TEST_POSTGRES` names a server by a superuser's address.

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDemo } from "./program.mjs";

const SERVER = process.env.KHABAR_TEST_POSTGRES;
/** The login that reads published tables, made once on the server. */
const LOGIN = "khabar_published";
/** Where `run.mjs` tells the stories what it has prepared. */
const PREPARED = "KHABAR_JOURNEYS";

/**
 * Fills a sample newsroom on each database, at the same time.
 * @returns {Promise<{environment: object, away: () => void}>} what the stories are told, and how to clear it away
 */
export async function prepare() {
  const folder = mkdtempSync(join(tmpdir(), "khabar-journeys-"));
  const databases = { SQLite: null };
  const why = postgresLacks();
  if (why) console.log(`NOT RUN: journeys in a browser on PostgreSQL (${why})`);
  else databases.PostgreSQL = freshName();
  const away = () => {
    if (databases.PostgreSQL) remove(databases.PostgreSQL);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    writeFileSync(join(folder, "databases.json"), JSON.stringify(databases));
    await Promise.all(Object.keys(databases).map((kind) => fill(join(folder, kind), databases[kind])));
  } catch (error) {
    away();
    throw error;
  }
  return { environment: { [PREPARED]: folder }, away };
}

/** The databases that were prepared, by name. */
export function databases() {
  return Object.keys(prepared());
}

/**
 * A copy of the sample newsroom on one of them.
 * @returns {{data: string, away: () => void}} its data folder, and how to clear it away
 */
export function copyOn(kind) {
  const data = mkdtempSync(join(tmpdir(), "khabar-journey-"));
  cpSync(join(process.env[PREPARED], kind), data, { recursive: true });
  const like = prepared()[kind];
  if (!like) return { data, away: () => rmSync(data, { recursive: true, force: true }) };
  const name = freshName();
  create(name, like);
  writeSettings(data, name);
  return {
    data,
    away: () => {
      remove(name);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function prepared() {
  if (!process.env[PREPARED]) throw new Error("nothing is prepared: start the stories with `node run.mjs [PART OF A NAME]`");
  return JSON.parse(readFileSync(join(process.env[PREPARED], "databases.json"), "utf8"));
}

async function fill(data, database) {
  mkdirSync(data);
  if (database) {
    create(database);
    writeSettings(data, database);
  }
  const demo = await startDemo(data);
  await demo.stop();
}

function postgresLacks() {
  if (!SERVER) return "KHABAR_TEST_POSTGRES is not set";
  try {
    execFileSync("psql", ["--version"]);
  } catch {
    return "psql is not installed";
  }
  return null;
}

function freshName() {
  return `khabar_journey_${randomBytes(6).toString("hex")}`;
}

function create(name, like) {
  ask(`do $$ begin create role ${LOGIN} login password '${LOGIN}'; exception when others then null; end $$`);
  ask(`create database ${name}${like ? ` template ${like}` : ""}`);
}

function remove(name) {
  ask(`drop database if exists ${name} with (force)`);
}

function ask(text) {
  execFileSync("psql", [SERVER, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", text], { stdio: ["ignore", "ignore", "inherit"] });
}

function writeSettings(data, name) {
  const at = (login) => {
    const url = new URL(SERVER);
    url.pathname = `/${name}`;
    if (login) [url.username, url.password] = [login, login];
    return url.href;
  };
  writeFileSync(join(data, "khabar.toml"), `[database]\nurl = "${at()}"\npublished_url = "${at(LOGIN)}"\n`);
}
