// Making elements without ever writing HTML text.

type Child = Node | string | null | undefined | false;
type Given = { [name: string]: string | number | boolean | null | undefined | ((event: never) => void) };

/** An element with attributes (functions become listeners) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, given: Given = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value as unknown as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** A line drawing on a grid of 24. */
export function icon(path: string, circle?: [number, number, number]): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [name, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["focusable", "false"], ["class", "ke-i"]] as const) {
    svg.setAttribute(name, value);
  }
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  if (circle) {
    const ring = document.createElementNS(space, "circle");
    ring.setAttribute("cx", String(circle[0]));
    ring.setAttribute("cy", String(circle[1]));
    ring.setAttribute("r", String(circle[2]));
    svg.append(ring);
  }
  return svg;
}
