/**
 * A user searches the API reference in Chromium. It runs in its own process, so that the browser ends with it.
 */
import { launchChromium, STEP_HANGS_AFTER } from "../clients/chromium.ts";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";

interface ReferenceWalk {
  readonly url: string;
  /** Typed into the search after a press of `/`. */
  readonly words: string;
}

export interface ReferenceSight {
  /** The shown operations, before and after the search. */
  readonly before: readonly string[];
  readonly found: readonly string[];
  readonly announced: string;
  /** Pixels of horizontal overflow on a phone. */
  readonly overflow: number;
  /** Requests of the browser. */
  readonly requests: readonly string[];
  /** Errors on the console, such as a style or script that the policy refused. */
  readonly complaints: readonly string[];
}

/** Runs the walk in another process. */
export async function searchReference(walk: ReferenceWalk): Promise<ReferenceSight> {
  return callInOtherProcess(import.meta.url, walk);
}

async function search({ url, words }: ReferenceWalk): Promise<ReferenceSight> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(STEP_HANGS_AFTER);
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(url);
    const shown = () => page.locator("article:visible h3 code").allInnerTexts();
    const before = await shown();
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    await page.keyboard.press("/");
    await page.keyboard.type(words);
    const announced = await page.getByRole("status").innerText();
    return { before, found: await shown(), announced, overflow: Number(overflow), requests, complaints };
  } finally {
    await browser.close();
  }
}

if (import.meta.main) await answerCaller(search);
