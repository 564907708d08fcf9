/**
 * A user follows links from mails in Chromium, each in its own profile. It runs in its own process, so that the browser ends with it.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Browser, Page } from "playwright-core";
import { launchChromium, STEP_HANGS_AFTER } from "../clients/chromium.ts";

interface LinkWalkRequest {
  readonly url: string;
  /** The password to choose, if the page asks for one. */
  readonly password?: string;
  /** Like a mail scanner: opens the page, waits until it is idle, and leaves. */
  readonly onlyLook?: true;
  readonly withoutScript?: true;
}

/** The page's content, as a user or a screen reader finds it. */
interface Sight {
  readonly heading: string;
  /** The names of the fields that can be filled in. */
  readonly fields: readonly string[];
  readonly text: string;
}

interface LinkWalkResult {
  readonly language: string | null;
  /** As the page opened. */
  readonly opened: Sight;
  /** After the form was sent using only the keyboard. */
  readonly answered: Sight | null;
  /** What then has the focus or is announced. */
  readonly announced: string | null;
  /** Requests of the browser: method and address. */
  readonly requests: readonly string[];
  readonly addressBar: string;
  /** Errors on the console, such as a style or script that the policy refused. */
  readonly complaints: readonly string[];
}

/** A browser in another process; it starts at the first link. */
export interface LinkBrowser {
  /** Follows one link at a time. */
  readonly followLink: (request: LinkWalkRequest) => Promise<LinkWalkResult>;
  readonly close: () => Promise<void>;
}

export function openLinkBrowser(): LinkBrowser {
  let walker: { readonly process: ChildProcess; readonly ended: Promise<never> } | undefined;
  return {
    async followLink(request) {
      walker ??= startWalker();
      const answered = once(walker.process, "message");
      walker.process.send(request);
      const [answer] = await Promise.race([answered, walker.ended]);
      if ("error" in answer) throw new Error(answer.error);
      return answer;
    },
    async close() {
      walker?.process.disconnect();
      await walker?.ended.catch(() => {});
    },
  };
}

function startWalker() {
  const walker = fork(import.meta.filename, { execArgv: [] });
  const ended = once(walker, "exit").then((): never => {
    throw new Error("the browser's process ended");
  });
  return { process: walker, ended };
}

async function look(page: Page): Promise<Sight> {
  const fields = await page.getByRole("textbox").or(page.locator("input[type=password]")).all();
  const seen = await Promise.all(fields.map(async (field) => ((await field.isVisible()) ? [field] : [])));
  return {
    heading: await page.getByRole("heading", { level: 1 }).innerText(),
    fields: await Promise.all(
      seen
        .flat()
        .map((field) => field.evaluate<string, HTMLFieldLike>((input) => input.labels[0]?.innerText ?? "")),
    ),
    text: await page.locator("main").innerText(),
  };
}

/** The used members of a field: the sources are not checked with a browser's types. */
interface HTMLFieldLike {
  readonly labels: ArrayLike<{ readonly innerText: string }>;
}

/** Tab to the field if there is one, then to the button, and Enter. */
async function answerByKeyboard(page: Page, password: string | undefined): Promise<void> {
  await page.keyboard.press("Tab");
  if (password !== undefined) await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.locator("#done:not([hidden]), #alert:not(:empty)").first().waitFor();
}

async function walk(
  browser: Browser,
  { url, password, onlyLook, withoutScript }: LinkWalkRequest,
): Promise<LinkWalkResult> {
  const page = await browser.newPage({ javaScriptEnabled: withoutScript !== true });
  page.setDefaultTimeout(STEP_HANGS_AFTER);
  try {
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(url, { waitUntil: "networkidle" });
    const opened = await look(page);
    const stays = onlyLook !== true && withoutScript !== true;
    if (stays) await answerByKeyboard(page, password);
    return {
      language: await page.locator("html").getAttribute("lang"),
      opened,
      answered: stays ? await look(page) : null,
      announced: stays ? await page.locator("#done:focus, #alert:not(:empty)").first().innerText() : null,
      requests,
      addressBar: page.url(),
      complaints,
    };
  } finally {
    // Its profile is removed, too.
    await page.close();
  }
}

if (import.meta.main) {
  const launched = launchChromium();
  process.on("message", async (request: LinkWalkRequest) => {
    const answer = await launched
      .then((browser) => walk(browser, request))
      .catch((error: unknown) => ({ error: String(error) }));
    process.send?.(answer);
  });
  process.on("disconnect", async () => (await launched).close());
}
