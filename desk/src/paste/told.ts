// What was noticed while a paste was cleaned, for the writer to know and to decide.

export type Told = {
  /** Whether it was copied from this editor: nothing to clean. */
  own: boolean;
  /** Whether anything but spaces and invisible marks was changed. */
  cleaned: boolean;
  /** What was on the clipboard, as plain text. */
  original: string;
  /** Pictures that stood in it and cannot be taken from elsewhere. */
  pictures: number;
  /** Pictures that came with it whole. */
  files: File[];
  /** A chat's paragraphs, each with who wrote it; "" where that is not said. */
  messages: Message[];
  /** The agency it is from, and where and when it was written, as far as that was taken out of the text. */
  agency: string;
  place: string;
  date: string;
  /** Whether lines may have their letters in the wrong order. */
  reversed: boolean;
  emoji: number;
  /** Addresses that do not show where they lead. */
  short: number;
};

export type Message = { speaker: string; text: string };

export function nothingTold(): Told {
  return { own: false, cleaned: false, original: "", pictures: 0, files: [], messages: [], agency: "", place: "", date: "", reversed: false, emoji: 0, short: 0 };
}
