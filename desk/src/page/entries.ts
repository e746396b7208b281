// What the insert menu offers.

import type { Node } from "prosemirror-model";
import * as commands from "../commands";
import { N } from "../schema/schema";
import type { Entry } from "./insert_menu";

type Ask = (name: "related" | "embed" | "audio" | "map" | "file", attr: string, make: (value: string) => Node) => void;

export function entries(askBlock: Ask, askPicture: () => void, askGallery: () => void): Entry[] {
  const put = commands.insertBlock;
  return [
    { name: "picture", also: "image photo", open: askPicture },
    { name: "gallery", also: "images photos صور معرض", open: askGallery },
    { name: "statement", also: "speaker", command: put(commands.emptyStatement) },
    { name: "quote", also: "quote", command: commands.toggleWrap(N.quote) },
    { name: "heading", command: commands.cycleHeading },
    { name: "bullets", also: "list قائمة", command: commands.toggleList(false) },
    { name: "ordered", also: "list قائمة", command: commands.toggleList(true) },
    { name: "facts", also: "box", command: put(commands.emptyFacts) },
    { name: "table", command: put(() => commands.emptyTable()) },
    { name: "related", open: () => askBlock("related", "article", (article) => N.related.create({ article })) },
    { name: "embed", also: "video", open: () => askBlock("embed", "href", (href) => N.embed.create({ href, provider: new URL(href).hostname })) },
    { name: "audio", also: "audio sound podcast صوت بودكاست", open: () => askBlock("audio", "href", commands.audioAt) },
    { name: "map", also: "place location مكان موقع", open: () => askBlock("map", "latitude", commands.mapAt) },
    { name: "file", also: "file download pdf ملف وثيقة تنزيل", open: () => askBlock("file", "href", commands.fileAt) },
    { name: "rule", also: "line خط", command: put(() => N.rule.create()) },
    { name: "isolate", also: "bdi", command: commands.toggleIsolate },
    { name: "strike", command: commands.toggleStrike },
    { name: "superscript", command: commands.toggleSuper },
    { name: "subscript", command: commands.toggleSub },
  ];
}
