/** Colours and scheme of the page: the brand's colour from the settings, light or dark by the browser or by choice. */

const SCHEME_KEY = "scheme";

/** `system`: the browser's preference. */
export type Scheme = "system" | "light" | "dark";

/** `design/tokens.css` derives the whole accent from this one colour. Set by CSSOM, which the policy allows. */
export function applyBrand(color: string | undefined): void {
  if (color !== undefined && /^#[0-9a-f]{6}$/i.test(color)) {
    document.documentElement.style.setProperty("--brand", color);
  }
}

export function chosenScheme(): Scheme {
  const kept = localStorage.getItem(SCHEME_KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function applyScheme(scheme: Scheme = chosenScheme()): void {
  if (scheme === "system") {
    localStorage.removeItem(SCHEME_KEY);
    delete document.documentElement.dataset.scheme;
  } else {
    localStorage.setItem(SCHEME_KEY, scheme);
    document.documentElement.dataset.scheme = scheme;
  }
}
