/** The name and version of a browser or app, by what its user agent contains. The first that fits counts. */
const BROWSERS: readonly (readonly [name: string, version: RegExp])[] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Samsung Internet", /\bSamsungBrowser\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /\b(?:Chrome|HeadlessChrome|CriOS)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//],
];

const SYSTEMS: readonly (readonly [name: string, version: RegExp])[] = [
  ["Windows", /\bWindows NT (\d+)/],
  ["iOS", /\b(?:iPhone )?OS (\d+[\d_]*) like Mac OS X/],
  ["macOS", /\bMac OS X (\d+(?:[._]\d+)?)/],
  ["Android", /\bAndroid (\d+)/],
  ["Linux", /\bLinux\b()/i],
];

function firstOf(known: readonly (readonly [string, RegExp])[], userAgent: string): string | undefined {
  for (const [name, version] of known) {
    const found = version.exec(userAgent);
    if (found) return `${name} ${(found[1] ?? "").replaceAll("_", ".")}`.trim();
  }
  return undefined;
}

/** Product and version of anything else: SDKs, command lines, apps. */
function productOf(userAgent: string): string | undefined {
  const [, name, version] = /^([\w.+-]+)\/(\d+)/.exec(userAgent) ?? [];
  return name === undefined || name === "Mozilla" ? undefined : `${name} ${version}`;
}

/**
 * A device as sessions describe it, "derived from the parsed user agent (operating system and browser or app)":
 * `Chrome 125 / macOS 15.0` (API_SessionDescriptionType). `unknown` if the user agent tells nothing.
 */
export function deviceTypeOf(userAgent: string | undefined): string {
  const text = userAgent ?? "";
  const parts = [firstOf(BROWSERS, text) ?? productOf(text), firstOf(SYSTEMS, text)];
  return parts.filter((part) => part !== undefined).join(" / ") || "unknown";
}
