// What somebody dismissed of the suggestions of an article, in this browser's store. Bounded: so many of an article, so many
// articles; the oldest go first.

const prefix = "khabar.dismissed.";
const mostOfOne = 200;
const mostArticles = 30;
const longestKey = 200;

export class Dismissed {
  private readonly key: string;
  private readonly names: string[];

  constructor(article: string) {
    this.key = prefix + article;
    this.names = this.read();
  }

  has(name: string): boolean {
    return this.names.includes(name.slice(0, longestKey));
  }

  add(name: string): void {
    if (this.has(name)) return;
    this.names.push(name.slice(0, longestKey));
    this.names.splice(0, this.names.length - mostOfOne);
    this.keep();
  }

  /** As if it had never been dismissed. */
  takeBack(name: string): void {
    const place = this.names.indexOf(name.slice(0, longestKey));
    if (place < 0) return;
    this.names.splice(place, 1);
    this.keep();
  }

  private keep(): void {
    try {
      this.makeRoom();
      localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), names: this.names }));
    } catch {
      // A browser that keeps nothing has them dismissed until the page is closed.
    }
  }

  private read(): string[] {
    try {
      const { names } = JSON.parse(localStorage.getItem(this.key) ?? "{}") as { names?: unknown };
      return Array.isArray(names) ? names.filter((name) => typeof name === "string").slice(-mostOfOne) : [];
    } catch {
      return [];
    }
  }

  private makeRoom(): void {
    const others = Object.keys(localStorage).filter((key) => key.startsWith(prefix) && key !== this.key);
    if (others.length < mostArticles) return;
    const age = (key: string) => Number(/"at":(\d+)/.exec(localStorage.getItem(key) ?? "")?.[1] ?? 0);
    others.sort((one, other) => age(one) - age(other));
    for (const key of others.slice(0, others.length - mostArticles + 1)) localStorage.removeItem(key);
  }
}
