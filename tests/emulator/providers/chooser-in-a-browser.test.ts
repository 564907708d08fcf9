import { beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { hasChromium, launchChromium } from "../../support/clients/chromium.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());
let browser: Browser;

beforeAll(async () => {
  if (hasChromium) browser = closeAtEnd(await launchChromium());
});

const url = (path: string, parameters: Record<string, string>) =>
  `${cloud.endpoint}/_local/providers/${path}?${new URLSearchParams({
    client_id: "the-client",
    redirect_uri: `${cloud.endpoint}/oauth2/idpresponse`,
    response_type: "code",
    state: "the-state",
    ...parameters,
  })}`;

const google = () => url("google/o/oauth2/v2/auth", { scope: "openid email" });

async function withPage<Result>(
  options: Parameters<Browser["newPage"]>[0],
  use: (page: Page) => Promise<Result>,
): Promise<Result> {
  const page = await browser.newPage(options);
  try {
    return await use(page);
  } finally {
    await page.context().close();
  }
}

/** The request that returns the browser to the client; it is not sent. */
async function leavingRequest(page: Page, leave: () => Promise<unknown>) {
  await page.route("**/oauth2/idpresponse*", (route) => route.fulfill({ status: 200, body: "the client" }));
  const [request] = await Promise.all([page.waitForRequest("**/oauth2/idpresponse*"), leave()]);
  return {
    method: request.method(),
    query: new URL(request.url()).searchParams,
    body: new URLSearchParams(request.postData() ?? ""),
    origin: await request.headerValue("origin"),
  };
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** axe's violations. It can't run under the page's own policy, so it checks the markup in a page without one. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  const { default: axe } = await import("axe-core");
  const markup = await page.content();
  return withPage({ bypassCSP: true, colorScheme: "dark" }, async (probe) => {
    const found: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await probe.emulateMedia({ colorScheme });
      await probe.setContent(markup);
      await probe.addScriptTag({ content: axe.source });
      const { violations } = await probe.evaluate<AxeResults>("axe.run()");
      found.push(...violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes[0]?.html}`));
    }
    return found;
  });
}

describeInBrowser("in Chromium", () => {
  test("an account is chosen with the keyboard and without scripts", async () => {
    const request = await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(google());
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      return leavingRequest(page, () => page.keyboard.press("Enter"));
    });
    expect(request.query.get("code")).toMatch(/^[\w-]{43}$/);
  });

  test("a new person is entered, and an error is shown at its field, which has the focus", async () => {
    const request = await withPage({}, async (page) => {
      await page.goto(google());
      await page.getByText("Another person").click();
      await page.getByLabel("Name").fill("Katherine Johnson");
      await page.getByLabel("E-mail address").fill("nonsense");
      await page.getByRole("button", { name: "Continue as this person" }).click();
      await page.getByText("Enter an address like").waitFor();
      expect(await page.getByLabel("E-mail address").getAttribute("aria-invalid")).toBe("true");
      expect(await page.evaluate("document.activeElement.id")).toBe("email");
      expect(await violationsOf(page)).toEqual([]);
      await page.getByLabel("E-mail address").fill("katherine@example.com");
      return leavingRequest(page, () =>
        page.getByRole("button", { name: "Continue as this person" }).click(),
      );
    });
    expect(request.query.has("code")).toBe(true);
  });

  test("Apple's answer is posted by the page itself, and names its origin", async () => {
    const request = await withPage({}, async (page) => {
      const apple = { scope: "name email", response_mode: "form_post" };
      await page.goto(url("apple/auth/authorize", apple));
      return leavingRequest(page, () => page.getByRole("button", { name: "Ada Lovelace" }).click());
    });
    expect(request.method).toBe("POST");
    expect([...request.body.keys()].sort()).toEqual(["code", "iss", "state", "user"]);
    expect(request.origin).toBe(cloud.endpoint);
  });

  test("no page violates its own policy or an accessibility rule, on phones and desktops", async () => {
    for (const width of [320, 1280]) {
      await withPage({ viewport: { width, height: 800 } }, async (page) => {
        const complaints: string[] = [];
        page.on("console", (message) => complaints.push(message.text()));
        await page.goto(url("google/o/oauth2/v2/auth", { scope: "openid", login_hint: "alan" }));
        expect(await violationsOf(page)).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
        expect(complaints).toEqual([]);
        await page.goto(url("google/o/oauth2/v2/auth", { redirect_uri: "https://evil.example/" }));
        expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
          "This request can't be answered",
        );
        expect(await violationsOf(page)).toEqual([]);
      });
    }
  });
});
