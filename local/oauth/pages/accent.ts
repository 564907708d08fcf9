/**
 * The accent: one colour of the brand, adjusted to be readable. Only its lightness changes, in OKLCH
 * (https://www.w3.org/TR/css-color-4/#ok-lab), where a colour keeps its hue and strength; contrast is WCAG 2.2's
 * (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
 */

type Triple = readonly [number, number, number];

/** WCAG 2.2 §1.4.3: text. */
const TEXT_CONTRAST = 4.5;

const CARD = { light: "#ffffff", dark: "#14171c" } as const;

export interface Accent {
  readonly fill: string;
  readonly hover: string;
  /** Text on the fill. */
  readonly on: string;
  /** The accent as text and as focus ring on the card. */
  readonly ink: string;
}

/** `#1a56db`, or `1a56dbff` as branding settings have it, in lower case with six digits; `null` for anything else. */
export function readColor(text: unknown): string | null {
  const [, hex] = /^#?([0-9a-f]{6})(?:[0-9a-f]{2})?$/i.exec(typeof text === "string" ? text : "") ?? [];
  return hex === undefined ? null : `#${hex.toLowerCase()}`;
}

function toLinear(hex: string): Triple {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function toHex(linear: Triple): string {
  const channels = linear.map((value) => {
    const gamma = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(1, Math.max(0, gamma)) * 255)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

function toOklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** The same hue at another lightness, with the maximum chroma that sRGB allows there. */
function atLightness(hex: string, lightness: number): string {
  const [, a, b] = toOklab(toLinear(hex));
  const steps = Array.from({ length: 21 }, (_, step) => 1 - step / 20);
  const fitting = steps
    .map((part) => fromOklab([lightness, a * part, b * part]))
    .find((linear) => linear.every((value) => value >= -0.0005 && value <= 1.0005));
  return toHex(fitting ?? [lightness ** 3, lightness ** 3, lightness ** 3]);
}

function luminance(hex: string): number {
  const [r, g, b] = toLinear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The lightness nearest to the colour's own with enough contrast to the card. */
function inkOn(hex: string, card: string): string {
  const [own] = toOklab(toLinear(hex));
  const towards = luminance(card) > 0.5 ? -0.01 : 0.01;
  for (let lightness = own; lightness >= 0 && lightness <= 1; lightness += towards) {
    const candidate = lightness === own ? hex : atLightness(hex, lightness);
    if (contrast(candidate, card) >= TEXT_CONTRAST) return candidate;
  }
  return towards < 0 ? "#000000" : "#ffffff";
}

/** @param hex from {@link readColor} */
export function accentOf(hex: string, scheme: "light" | "dark"): Accent {
  const [own] = toOklab(toLinear(hex));
  const on = contrast("#ffffff", hex) >= TEXT_CONTRAST ? "#ffffff" : "#000000";
  // In the direction with more contrast for its text.
  const hover = atLightness(hex, Math.min(0.98, Math.max(0.05, own + (on === "#ffffff" ? -0.05 : 0.05))));
  return { fill: hex, hover, on, ink: inkOn(hex, CARD[scheme]) };
}
