// Pictures on the clipboard: a drawn emoji is its letter again, a picture that came whole is a file to be uploaded, and one
// that lies elsewhere is counted and never asked for: its owner would learn who writes what, and it could change any day.

import type { Told } from "./told";

const emoji = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[#*0-9]\ufe0f?\u20e3)[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u200d\ufe0f\u20e3]*$/u;
/** Smaller ones hold a place or count readers. */
const leastBytes = 400;
const mostBytes = 20 << 20;

/** Takes them out of the pasted tree. */
export function takePictures(root: HTMLElement, told: Told): void {
  for (const image of root.querySelectorAll("img")) {
    const drawn = image.getAttribute("data-plain-text") ?? image.getAttribute("alt") ?? "";
    if (emoji.test(drawn)) {
      image.replaceWith(root.ownerDocument.createTextNode(drawn));
      continue;
    }
    const file = fileOf(image.getAttribute("src") ?? "", told.files.length + 1);
    if (file) told.files.push(file);
    else if (!/^[01]$/.test(image.getAttribute("width") ?? "") && !image.getAttribute("src")?.startsWith("data:")) told.pictures += 1;
    image.remove();
  }
}

/** A picture whose bytes stand in its address. */
function fileOf(address: string, number: number): File | null {
  const found = /^data:(image\/(?:png|jpeg|gif|webp));base64,/i.exec(address);
  if (!found || address.length > mostBytes) return null;
  try {
    const letters = atob(address.slice(found[0].length).replace(/\s/g, ""));
    if (letters.length < leastBytes) return null;
    const type = found[1]!.toLowerCase();
    return new File([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))], `pasted-${number}.${type.slice(6)}`, { type });
  } catch {
    return null;
  }
}
