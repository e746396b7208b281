// Why a request came to nothing, as far as it can be known here: the line, the server, or something between them.

/**
 * `away`: this device has no network. `unreachable`: nobody answers at the server's address. `slow`: no answer in time.
 * `strange`: something else answered, as networks do that want to be signed in to. `busy`: the server asks to come again.
 * `full`: it has no room. `broken`: it failed.
 */
export type Why = "away" | "unreachable" | "slow" | "strange" | "busy" | "full" | "broken";

/** Of a request that no answer came to. */
export function whyNone(error: unknown): Why {
  if (error instanceof DOMException && error.name === "TimeoutError") return "slow";
  return navigator.onLine ? "unreachable" : "away";
}

/** Of an answer; `null` where the server understood and said its own no. */
export function whyOf(status: number): Why | null {
  if (status === 408 || status === 504) return "slow";
  if (status === 425 || status === 429 || status === 503) return "busy";
  if (status === 507) return "full";
  return status >= 500 ? "broken" : null;
}
