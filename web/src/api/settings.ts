/** Settings read at run time, so that one build serves every stage: `config.json` beside `index.html`. */
export interface Settings {
  /** Where the API is, without `/v1`; empty: the page's own origin. */
  readonly api: string;
}

let settings: Settings = { api: "" };

/** Reads `config.json`. Called once, before anything is shown. */
export async function loadSettings(): Promise<void> {
  const response = await fetch("/config.json", { credentials: "same-origin" });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  const read = (await response.json()) as Partial<Settings>;
  settings = { api: typeof read.api === "string" ? read.api.replace(/\/+$/, "") : "" };
}

/** The API's address, absolute. */
export const apiBase = (): string => settings.api || window.location.origin;
