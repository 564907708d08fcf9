import { textUpTo } from "../env.ts";

/** The application's name and color, for messages and pages. */
export interface Brand {
  readonly appName: string;
  /** `#rrggbb` */
  readonly color: string;
}

function hexColor(value: string | undefined): string {
  if (value === undefined || !/^#[0-9a-f]{6}$/i.test(value)) throw new Error("is not a colour like #1a56db");
  return value.toLowerCase();
}

/** For `readEnvironment`. A longer name would make a text message exceed Cognito's 140 characters. */
export const BRAND_VARIABLES = { APP_NAME: textUpTo(40), BRAND_COLOR: hexColor } as const;

export function brandOf(environment: { readonly APP_NAME: string; readonly BRAND_COLOR: string }): Brand {
  return { appName: environment.APP_NAME, color: environment.BRAND_COLOR };
}

/** Relative luminance, 0 (black) to 1 (white): https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Black or white, whichever is easier to read on a color. Its contrast is always at least 4.5, as WCAG 2.2 requires (1.4.3).
 *
 * @param color `#rrggbb`
 */
export function readableOn(color: string): "#000000" | "#ffffff" {
  const behind = luminance(color) + 0.05;
  return 1.05 / behind >= behind / 0.05 ? "#ffffff" : "#000000";
}
