import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readEnvironment } from "../../../../libs/env.ts";
import { BRAND_VARIABLES, brandOf, readableOn } from "../../../../libs/messages/brand.ts";

/** Contrast of a colour with black or white: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(color: string, text: "#000000" | "#ffffff"): number {
  const channels = [color.slice(1, 3), color.slice(3, 5), color.slice(5, 7)].map((hex) => {
    const value = Number.parseInt(hex, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [r = 0, g = 0, b = 0] = channels;
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return text === "#ffffff" ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05;
}

describe("text on the brand's colour", () => {
  test.each([
    ["#000000", "#ffffff"],
    ["#1a56db", "#ffffff"],
    ["#ffcc00", "#000000"],
    ["#ffffff", "#000000"],
  ])("on %s is %s", (color, text) => {
    expect(readableOn(color)).toBe(text);
  });

  test("is readable on any", () => {
    const color = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);
    fc.assert(
      fc.property(color, (background) => {
        expect(contrast(background, readableOn(background))).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});

describe("the brand's variables", () => {
  const read = (BRAND_COLOR: string, APP_NAME = "Analytical Engines") =>
    brandOf(readEnvironment(BRAND_VARIABLES, { APP_NAME, BRAND_COLOR }));

  test("are a name and a colour", () => {
    expect(read("#1A56DB")).toEqual({ appName: "Analytical Engines", color: "#1a56db" });
  });

  test.each(["red", "#fff", "#1a56db;}", "1a56db", ""])("%p is not a color", (color) => {
    expect(() => read(color)).toThrow("BRAND_COLOR is not a colour");
  });

  test("a name over 40 characters is refused", () => {
    expect(() => read("#1a56db", "N".repeat(41))).toThrow("APP_NAME is longer than 40 characters");
  });
});
