import { afterAll, afterEach, beforeEach, expect } from "@jest/globals";
import type { Locator } from "playwright-core";
import type { Account } from "../../worlds/staff.ts";
import type { ApiClient, Json, Person } from "../api-client.ts";
import { type Console, closeBrowser, openConsole } from "./open-console.ts";

/** The console's administration in a browser, opened for each test of the calling block, with look-ups. */
export function useAdminConsole(api: ApiClient) {
  let browser: Console;
  beforeEach(async () => {
    browser = await openConsole();
  });
  afterEach(async () => {
    await browser.close();
  });
  afterAll(closeBrowser);

  const inPage = () => browser.page;
  const field = (name: string | RegExp) => inPage().getByLabel(name, { exact: typeof name === "string" });
  const button = (name: string | RegExp) => inPage().getByRole("button", { name, exact: true });

  /** Signs in as this person and opens an address. */
  async function openAs({ email, password }: Person, path: string): Promise<void> {
    await browser.open(path);
    await field("E-mail address").fill(email);
    await button("Continue").click();
    await field("Password").fill(password);
    await button("Sign in").click();
    await inPage().waitForURL((url) => url.pathname === new URL(path, url).pathname);
  }

  return {
    inPage,
    field,
    button,
    openAs,
    open: (path: string) => browser.open(path),
    link: (name: string) => inPage().getByRole("link", { name, exact: true }),
    text: (words: string | RegExp) => inPage().getByText(words),
    heading: (name: string) => inPage().getByRole("heading", { name, exact: true }),
    dialog: (name: string) =>
      inPage().getByRole(/^(Quick|Invite|Create)/.test(name) ? "dialog" : "alertdialog", { name }),
    /** A dialog, not a toast, which has the same role. */
    question: () => inPage().locator('section[role="alertdialog"]'),
    combobox: (name: string) => inPage().getByRole("combobox", { name, exact: true }),
    row: (words: string) => inPage().getByRole("row").filter({ hasText: words }),
    addressOf: () => {
      const { pathname, search } = new URL(inPage().url());
      return pathname + search;
    },
    choose: async (select: Locator, option: string) => {
      await select.click();
      await inPage().getByRole("option", { name: option, exact: true }).click();
    },
    /** Checks the page with axe in both colour schemes, and the browser's console for errors. */
    expectWell: async () => {
      expect(await browser.axe()).toEqual([]);
      expect(browser.faults()).toEqual([]);
    },
    userOf: async (admin: Account, sub: string): Promise<Json> =>
      (await api.get(`/v1/admin/users/${sub}`, { token: admin.token })).body,
    /** What the audit log has of an account, newest first. */
    eventsOf: async (admin: Account, sub: string): Promise<readonly Json[]> => {
      const { body } = await api.get(`/v1/admin/events?user=${sub}`, { token: admin.token });
      return body.items as Json[];
    },
  };
}
