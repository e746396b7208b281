// A file that goes up in pieces (tus 1.0.0), over lines that break: it waits, asks where it stands, and goes on from there,
// also after the page was closed and the same file is chosen again.

/** A piece: lost with a line that breaks is less, because what came of it is kept. */
const PIECE = 4 << 20;
/** Seconds until it is tried again: twice as long each time. */
const LONGEST_WAIT = 30;
const VERSION = { "tus-resumable": "1.0.0" };

export type Made = { [name: string]: unknown };
/** What came of it; why it was refused is said in the words of whoever sent it. */
export type Result = { kind: "made"; made: Made } | { kind: "refused"; why: string } | { kind: "signed_out" } | { kind: "given_up" };
/** Nobody answered, or somebody did and could not take it just now. */
export type Waits = false | "line" | "server";
type Told = { status: number; headers: Headers; body: Made };

export class Upload {
  private readonly key: string;
  private address: string | null;
  private paused = false;
  private gone = false;
  private waits: Waits = "line";
  private going: AbortController | null = null;
  private wake: () => void = () => {};

  constructor(
    private readonly desk: string,
    private readonly file: File,
    private readonly purpose: "picture" | "recording",
    /** How many bytes are there, and what it waits for: that the line is back, or that the server takes it. */
    private readonly told: (sent: number, waits: Waits) => void,
    /** Which upload it goes on with, where somebody says so; else the one that this browser knows. */
    from: string | null = null,
  ) {
    this.key = `khabar:upload:${purpose}:${file.name}:${file.size}:${file.lastModified}`;
    this.address = stored(() => localStorage.getItem(this.key), null);
    if (from) this.keep(from);
  }

  /** Sends what is missing; comes back when it is made, refused or given up. */
  async run(): Promise<Result> {
    let failures = 0;
    for (;;) {
      if (this.gone) return { kind: "given_up" };
      if (this.paused) await this.awaits();
      else {
        const result = await this.step();
        if (result === "on") failures = 0;
        else if (result !== "later") return result;
        else if (!this.paused && !this.gone) await this.rest(Math.min(LONGEST_WAIT, 2 ** failures++));
      }
    }
  }

  pause(): void {
    this.paused = true;
    this.going?.abort();
  }
  goOn(): void {
    this.paused = false;
    this.wake();
  }

  /** Nothing of it stays, here or there. */
  giveUp(): void {
    this.gone = true;
    this.going?.abort();
    this.wake();
    if (this.address) void fetch(this.address, { method: "DELETE", headers: VERSION, credentials: "same-origin", keepalive: true }).catch(() => {});
    this.keep(null);
  }

  /** Asks where it stands and sends pieces until one fails. */
  private async step(): Promise<Result | "on" | "later"> {
    if (!this.address) return this.begin();
    const stands = await this.ask("HEAD", this.address, VERSION);
    if (stands.status === 404 || stands.status === 410) return this.keep(null), "on";
    if (stands.status !== 200) return this.failed(stands);
    let at = offsetOf(stands);
    this.told(at, false);
    for (;;) {
      if (at === this.file.size) {
        const found = await this.ask("GET", this.address, { accept: "application/json" });
        if (found.status === 200 && found.body.made) return this.keep(null), { kind: "made", made: found.body.made as Made };
        if (found.status !== 200) return this.failed(found);
      }
      const headers = { ...VERSION, accept: "application/json", "content-type": "application/offset+octet-stream", "upload-offset": String(at) };
      const answer = await this.ask("PATCH", this.address, headers, this.file.slice(at, at + PIECE));
      if (answer.status !== 204) return this.failed(answer);
      at = offsetOf(answer);
      this.told(at, false);
    }
  }

  private async begin(): Promise<Result | "on" | "later"> {
    const said = [`filename ${base64(this.file.name)}`, `filetype ${base64(this.file.type)}`, `purpose ${base64(this.purpose)}`].join(",");
    const answer = await this.ask("POST", `${this.desk}/uploads`, { ...VERSION, accept: "application/json", "upload-length": String(this.file.size), "upload-metadata": said });
    const address = answer.headers.get("location");
    if (answer.status === 400) return { kind: "refused", why: "" };
    if (answer.status !== 201 || !address) return this.failed(answer);
    this.keep(address);
    return "on";
  }

  private failed({ status, body }: Told): Result | "later" {
    if (status === 401) return { kind: "signed_out" };
    // The line, a piece that is still being written, one that begins elsewhere, and a server that is not well: but where it has
    // no room, whoever sends it has to know.
    if (status === 0 || [400, 404, 408, 409, 410, 423, 425, 429].includes(status) || (status >= 500 && status !== 507)) {
      // What began elsewhere or is still held is what a broken line leaves.
      this.waits = status >= 500 || status === 425 || status === 429 ? "server" : "line";
      return "later";
    }
    if (status === 422) this.keep(null);
    return { kind: "refused", why: typeof body.detail === "string" ? body.detail : "" };
  }

  private async ask(method: string, address: string, headers: { [name: string]: string }, body?: Blob): Promise<Told> {
    const going = (this.going = new AbortController());
    // The last piece of a long film is looked at and kept before it is answered.
    const timer = setTimeout(() => going.abort(), 600_000);
    try {
      const answer = await fetch(address, { method, headers, credentials: "same-origin", cache: "no-store", signal: going.signal, ...(body ? { body } : {}) });
      const text = method === "HEAD" ? "" : await answer.text();
      return { status: answer.status, headers: answer.headers, body: stored(() => JSON.parse(text) as Made, {}) };
    } catch {
      return { status: 0, headers: new Headers(), body: {} };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits so many seconds, or until the line is back or somebody says to go on. */
  private async rest(seconds: number): Promise<void> {
    this.told(-1, this.waits);
    const timer = setTimeout(() => this.wake(), seconds * 1000);
    const back = () => this.wake();
    addEventListener("online", back, { once: true });
    await this.awaits();
    clearTimeout(timer);
    removeEventListener("online", back);
  }

  private awaits(): Promise<void> {
    return new Promise((done) => (this.wake = done));
  }

  /** Without a store it goes on for as long as the page is open. */
  private keep(address: string | null): void {
    this.address = address;
    stored(() => (address ? localStorage.setItem(this.key, address) : localStorage.removeItem(this.key)), undefined);
  }
}

const offsetOf = (told: Told): number => Number(told.headers.get("upload-offset") ?? 0);
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function stored<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
