// What is watched or heard, of a video or an audio piece: a file that is uploaded here, or an address, with its words and length.

import { h } from "../page/element";
import { cleanText } from "../schema/checks";
import { ask, type Recording } from "../save/server";
import { Upload, type Made } from "../save/tus";
import type { Words } from "../words/words";

export type RecordingOptions = { desk: string; words: Words; mayUpload: boolean };

const TAKEN = "video/mp4,video/webm,audio/mpeg,audio/mp4,audio/ogg,audio/wav,audio/webm,.mp4,.m4a,.webm,.mp3,.ogg,.wav";
const NOTHING: Recording = { address: "", ours: null, seconds: 0, caption: "" };

export class RecordingPanel {
  readonly dom: HTMLElement;
  private recording: Recording = NOTHING;
  private wasThere = false;
  private going: Upload | null = null;
  private readonly body = h("div", { class: "ke-recording" });
  private readonly note = h("p", { class: "ke-note", role: "alert", hidden: true });

  constructor(private readonly options: RecordingOptions, private readonly changed: () => void) {
    const { words } = options;
    this.dom = h("section", { class: "ke-card", "aria-label": words.theRecording, "data-panel": "recording" }, h("h2", {}, words.theRecording), this.body, this.note);
    addEventListener("beforeunload", (event) => this.going && event.preventDefault());
    this.draw();
  }

  set(recording: Recording | null): void {
    this.wasThere = recording !== null;
    this.recording = recording ?? NOTHING;
    if (!this.going) this.draw();
  }

  get value(): Recording | null {
    const { address, ours, caption, seconds } = this.recording;
    return this.wasThere || address || ours || caption || seconds ? this.recording : null;
  }

  private say(part: Partial<Recording>): void {
    this.recording = { ...this.recording, ...part };
    this.changed();
  }

  private warn(text: string): void {
    this.note.textContent = text;
    this.note.hidden = text === "";
  }

  private draw(): void {
    const { words } = this.options;
    const { ours } = this.recording;
    const place = ours ? this.own(ours) : [this.line("address", words.recordingAddress, "ltr"), this.options.mayUpload && this.chooser()];
    this.body.replaceChildren(...place.filter((one): one is HTMLElement => one instanceof HTMLElement), this.line("caption", words.recordingCaption), this.length());
  }

  private chooser(): HTMLElement {
    const { words } = this.options;
    const file = h("input", { type: "file", accept: TAKEN, class: "ke-pick", "aria-label": words.uploadRecording });
    file.addEventListener("change", () => file.files?.[0] && void this.take(file.files[0]));
    return h("label", { class: "ke-btn ke-upload" }, words.uploadRecording, file);
  }

  /** The file of ours that stands here. */
  private own(id: string): HTMLElement[] {
    const { words, desk } = this.options;
    const about = h("p", { class: "ke-meta" });
    const player = h("video", { controls: true, preload: "metadata", src: `${desk}/recordings/${id}/file`, "aria-label": words.theRecording });
    void ask("GET", `${desk}/recordings/${id}`).then((answer) => {
      if (!answer.ok) return;
      about.append(h("bdi", {}, String(answer.body.name)), ` · ${megabytes(Number(answer.body.bytes))}`);
      if (answer.body.says_place) this.warn(words.saysPlace);
    });
    const remove = h("button", { type: "button", class: "ke-quiet", click: () => (this.say({ ours: null, seconds: 0 }), this.warn(""), this.draw()) }, words.removeRecording);
    return [player, about, remove];
  }

  private async take(file: File): Promise<void> {
    const { words, desk } = this.options;
    const bar = h("progress", { max: file.size, value: 0, "aria-label": file.name });
    const said = h("p", { class: "ke-meta", role: "status" }, words.recordingGoes);
    let paused = false;
    const upload = new Upload(desk, file, "recording", (sent, waits) => {
      if (sent >= 0) bar.value = sent;
      const done = `${megabytes(bar.value)} / ${megabytes(file.size)}`;
      said.textContent = `${waits === "line" ? words.recordingWaits : waits ? words.recordingServer : paused ? words.recordingPaused : words.recordingGoes} ${done}`;
    });
    const pause = h("button", { type: "button", class: "ke-quiet" }, words.pauseUpload);
    pause.addEventListener("click", () => {
      paused = !paused;
      pause.textContent = paused ? words.resumeUpload : words.pauseUpload;
      if (paused) said.textContent = words.recordingPaused;
      paused ? upload.pause() : upload.goOn();
    });
    const stop = h("button", { type: "button", class: "ke-quiet", click: () => upload.giveUp() }, words.giveUpUpload);
    this.going = upload;
    this.warn("");
    this.body.replaceChildren(h("p", {}, h("bdi", {}, file.name)), bar, said, h("div", { class: "ke-row" }, pause, stop));
    const result = await upload.run();
    this.going = null;
    if (result.kind === "made") this.took(result.made);
    if (result.kind === "refused") this.warn(result.why || words.recordingNotTaken);
    if (result.kind === "signed_out") this.warn(words.recordingSignedOut);
    this.draw();
  }

  private took(made: Made): void {
    this.say({ ours: String(made.id), address: "", seconds: Number(made.seconds) || this.recording.seconds });
  }

  private line(name: "address" | "caption", label: string, dir?: string): HTMLElement {
    const id = `ke-recording-${name}`;
    const input = h("input", { class: "ke-in", id, type: name === "address" ? "url" : "text", dir: dir ?? "auto", autocomplete: "off" });
    input.value = this.recording[name];
    // An address that is half typed is none: it is told when the field is left.
    input.addEventListener(name === "address" ? "change" : "input", () => this.say({ [name]: cleanText(input.value).trim() }));
    return h("div", {}, h("label", { for: id }, label), input);
  }

  private length(): HTMLElement {
    const { words } = this.options;
    const input = h("input", { class: "ke-in", id: "ke-recording-length", type: "text", dir: "ltr", inputmode: "numeric", placeholder: "4:05", autocomplete: "off" });
    input.value = clockOf(this.recording.seconds);
    input.addEventListener("change", () => {
      const seconds = secondsOf(input.value);
      this.warn(seconds === null ? words.wrongClock : "");
      if (seconds !== null) this.say({ seconds });
    });
    return h("div", {}, h("label", { for: "ke-recording-length" }, words.length), input);
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1048576).toFixed(1)} MB`;
}

export function clockOf(seconds: number): string {
  if (seconds <= 0) return "";
  const two = (part: number) => String(part).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Seconds of `4:05` or `1:02:03` in any digits; nothing typed is 0, anything else is none. */
export function secondsOf(typed: string): number | null {
  const plain = typed.trim().replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
  if (plain === "") return 0;
  const parts = /^(?:(\d{1,2}):)?(\d{1,2}):(\d{2})$/.exec(plain);
  if (!parts || Number(parts[3]) > 59 || (parts[1] && Number(parts[2]) > 59)) return null;
  return Number(parts[1] ?? 0) * 3600 + Number(parts[2]) * 60 + Number(parts[3]);
}
