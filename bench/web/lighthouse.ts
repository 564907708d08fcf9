/**
 * Lighthouse's scores of pages in a running browser, so that pages can be checked as a signed-in user.
 *
 * `npx` loads it when the bench runs. It is not a dependency of the project, because only this bench needs its 176 MB of packages
 * (Chrome's trace engine, Puppeteer, an error reporter). Apache-2.0, by Google's Chrome team.
 */
import { execFile } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { promisify } from "node:util";

const LIGHTHOUSE = "lighthouse@13.5.0";

export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;

type Category = (typeof CATEGORIES)[number];

/** `mobile`: a slow phone on a slow network, simulated; `desktop`: a laptop on cable. */
export const PRESETS = ["mobile", "desktop"] as const;

export interface Report {
  /** From 0 to 100. */
  readonly scores: Readonly<Record<Category, number>>;
  /** What lost points, by category. */
  readonly lost: Readonly<Record<Category, readonly string[]>>;
}

interface Result {
  readonly runtimeError?: { readonly code: string; readonly message: string };
  readonly categories: Readonly<
    Record<
      Category,
      {
        readonly score: number | null;
        readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
      }
    >
  >;
  readonly audits: Readonly<
    Record<string, { readonly title: string; readonly score: number | null; readonly displayValue?: string }>
  >;
}

const perCategory = <Value>(read: (category: Category) => Value): Readonly<Record<Category, Value>> =>
  Object.fromEntries(CATEGORIES.map((category) => [category, read(category)])) as Record<Category, Value>;

function readReport({ categories, audits }: Result): Report {
  const lostIn = (category: Category): readonly string[] =>
    categories[category].auditRefs.flatMap(({ id, weight }) => {
      const audit = audits[id];
      if (audit === undefined || weight === 0 || audit.score === null || audit.score >= 0.9) return [];
      return [[audit.title, audit.displayValue].filter(Boolean).join(": ")];
    });
  return {
    scores: perCategory((category) => Math.round((categories[category].score ?? 0) * 100)),
    lost: perCategory(lostIn),
  };
}

/**
 * @param debugPort of a running Chromium; the page is opened in a tab of its profile, whose cookies stay
 * @param isPrivate whether the page is hidden from search engines, which then does not lower its score
 * @throws Error if Lighthouse can't be loaded, or can't check the page
 */
export async function inspect(
  url: string,
  debugPort: number,
  { preset, isPrivate }: { readonly preset: (typeof PRESETS)[number]; readonly isPrivate: boolean },
): Promise<Report> {
  const words = [
    ...["--yes", LIGHTHOUSE, url, "--quiet", "--output=json", `--port=${debugPort}`],
    ...[
      "--disable-storage-reset",
      "--no-enable-error-reporting",
      `--only-categories=${CATEGORIES.join(",")}`,
    ],
    ...(preset === "desktop" ? ["--preset=desktop"] : []),
    ...(isPrivate ? ["--skip-audits=is-crawlable"] : []),
  ];
  // Lighthouse needs a newer Node than the system may have: this one.
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const { stdout } = await promisify(execFile)("npx", words, {
    env: { ...process.env, PATH },
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: Error) => {
    throw new Error(
      `${LIGHTHOUSE} could not be loaded from npm, or failed; use --no-lighthouse to skip it.\n${error.message}`,
    );
  });
  const result = JSON.parse(stdout) as Result;
  if (result.runtimeError !== undefined) throw new Error(`${url}: ${result.runtimeError.message}`);
  return readReport(result);
}
