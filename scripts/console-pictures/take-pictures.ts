import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../tests/support/clients/chromium.ts";
import { type LocalStack, startLocalStack } from "../../tests/support/stacks/local-stack.ts";
import { type Filled, fillStack } from "./fill-stack.ts";

/** An origin that the local stage allows. */
const ORIGIN = "http://localhost:5173";

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 780 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

interface Camera {
  readonly page: Page;
  readonly filled: Filled;
  /** Opens an address of the console and waits until loading is done. */
  open(path: string): Promise<void>;
  /** @param name of the file, without its extension */
  take(name: string): Promise<void>;
}

/** Writes every screenshot of the documentation into the folder. @throws Error if a page does not show what is expected */
export async function takePictures(folder: URL): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const stack = await startLocalStack({
    arguments: ["--param", "answerMilliseconds=50"],
    environment: { DEMO_USERS: "on" },
  });
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    chromiumSandbox: false,
    args: [...CHROMIUM_FLAGS, `--host-resolver-rules=MAP localhost:5173 ${new URL(stack.consoleUrl).host}`],
  });
  try {
    const filled = await fillStack(stack);
    for (const [options, walk] of WALKS) await walkAs({ browser, folder, filled, options }, walk);
    checkStack(stack);
  } finally {
    await browser.close();
    await stack.stop();
  }
}

/** @throws Error with the stack's output, if it reported an internal error */
function checkStack(stack: LocalStack): void {
  if (/a fault of/.test(stack.output())) throw new Error(stack.output());
}

interface Walk {
  readonly browser: Browser;
  readonly folder: URL;
  readonly filled: Filled;
  readonly options: BrowserContextOptions;
}

async function walkAs(
  { browser, folder, filled, options }: Walk,
  walk: (camera: Camera) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    baseURL: ORIGIN,
    locale: "en",
    colorScheme: "light",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  await walk({
    page,
    filled,
    open: async (path) => {
      await page.goto(path);
      await page.waitForLoadState("networkidle");
    },
    take: async (name) => {
      await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)) });
    },
  });
  await context.close();
}

async function signIn({ page, open }: Camera, email: string, password: string): Promise<void> {
  await open("/sign-in");
  await page.getByLabel("E-mail address", { exact: true }).fill(email);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(({ pathname }) => !/^\/(sign-in|challenge)/.test(pathname));
}

async function signInPage({ open, take }: Camera): Promise<void> {
  await open("/sign-in");
  await take("sign-in");
}

async function codeOnPhone({ page, open, take, filled }: Camera): Promise<void> {
  await open("/sign-in");
  await page.getByLabel("E-mail address", { exact: true }).fill(filled.user.email);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("button", { name: /code/i }).first().click();
  await page.getByLabel("Code", { exact: true }).waitFor();
  await take("code-phone");
}

async function linkOnPhone({ page, open, take, filled }: Camera): Promise<void> {
  await open("/sign-in");
  await page.getByLabel("E-mail address", { exact: true }).fill(filled.user.email);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("button", { name: "Send a sign-in link by e-mail", exact: true }).click();
  await page.getByRole("heading", { name: "Open the link in your mail" }).waitFor();
  await take("link-phone");
}

async function account(camera: Camera): Promise<void> {
  const { open, take, filled } = camera;
  await signIn(camera, filled.user.email, filled.user.password);
  for (const [path, name] of [
    ["/account", "profile"],
    ["/account/security", "security"],
    ["/files", "files"],
    [`/organizations/${filled.organization}`, "organization"],
  ] as const) {
    await open(path);
    await take(name);
  }
}

async function administration(camera: Camera): Promise<void> {
  const { open, take, filled } = camera;
  await signIn(camera, filled.admin.email, filled.admin.password);
  for (const [path, name] of [
    ["/admin", "overview"],
    ["/admin/users", "users"],
    [`/admin/users/${filled.shownUser}`, "user"],
    ["/admin/audit", "audit"],
    ["/tools/tokens", "tokens"],
  ] as const) {
    await open(path);
    await take(name);
  }
}

async function localTools({ open, take, filled }: Camera): Promise<void> {
  await open("/tools/events");
  await take("events");
  await open(`/tools/traces/${filled.traces.otp}`);
  await take("trace-otp");
  await open(`/tools/traces/${filled.traces.unauthorized}`);
  await take("trace-401");
}

const WALKS: readonly (readonly [BrowserContextOptions, (camera: Camera) => Promise<void>])[] = [
  [DESKTOP, signInPage],
  [{ ...PHONE, colorScheme: "dark" }, codeOnPhone],
  [PHONE, linkOnPhone],
  [DESKTOP, account],
  [DESKTOP, administration],
  [DESKTOP, localTools],
];
