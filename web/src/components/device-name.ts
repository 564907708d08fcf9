import { useLingui } from "@lingui/react/macro";

/**
 * What browsers and systems are called, in the order in which their marks tell: Edge calls itself Chrome, and Chrome Safari. Cognito
 * describes them as `Chrome 125 / macOS 15.0`.
 */
const BROWSERS = [
  [/\bEdg(?:A|iOS)?\/|^Edge /, "Edge"],
  [/\bOPR\/|^Opera /, "Opera"],
  [/\bSamsungBrowser\/|^Samsung Internet /, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\/|^Firefox /, "Firefox"],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\/|^Chrome /, "Chrome"],
  [/\bSafari\/|^Safari /, "Safari"],
] as const;

const SYSTEMS = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b|\bmacOS\b/, "macOS"],
  [/\biOS\b/, "iOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b|\bX11\b/, "Linux"],
] as const;

const nameIn = (names: readonly (readonly [RegExp, string])[], userAgent: string): string | undefined =>
  names.find(([mark]) => mark.test(userAgent))?.[1];

interface Device {
  readonly browser: string | undefined;
  readonly system: string | undefined;
  readonly isPhone: boolean;
}

/** Browser and system of a `User-Agent`, as far as it tells. */
export function deviceOf(userAgent: string): Device {
  const system = nameIn(SYSTEMS, userAgent);
  return {
    // Cognito's words for an app: `aws-sdk-js 3 / Linux`.
    browser: nameIn(BROWSERS, userAgent) ?? /^([\w.+-]+) \d+ \/ /.exec(userAgent)?.[1],
    system,
    isPhone:
      system === "iPhone" || system === "iOS" || (system === "Android" && /\bMobile\b/.test(userAgent)),
  };
}

/** "Firefox on Windows"; what is not a browser is called as it calls itself. */
export function useDeviceName(): (userAgent: string) => string {
  const { t } = useLingui();
  return (userAgent) => {
    const { browser, system } = deviceOf(userAgent);
    if (browser !== undefined && system !== undefined) return t`${browser} on ${system}`;
    return browser ?? system ?? (userAgent.split(/[\s(]/)[0] || t`Unknown device`);
  };
}
