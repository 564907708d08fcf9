import type { Locator } from "playwright-core";
import type { Account } from "../../worlds/staff.ts";
import type { ApiClient, Json, Person } from "../api-client.ts";
import { lookUpIn } from "./look-up.ts";
import { useConsole } from "./use-console.ts";

/**
 * The console's administration in a browser, anew for each test of the block in which this is called, and what a person finds there.
 *
 * @param options of `openConsole`: by default the shared stack's console
 */
export function useAdminConsole(
  api: ApiClient,
  options: ReturnType<NonNullable<Parameters<typeof useConsole>[0]>> = {},
) {
  const browser = useConsole(() => options);
  const inPage = () => browser.page;
  const { signIn, ...found } = lookUpIn(() => browser);

  /** Signs in as this person and opens an address. */
  async function openAs(person: Person, path: string): Promise<void> {
    await browser.open(path);
    await signIn(person);
    await inPage().waitForURL((url) => url.pathname === new URL(path, url).pathname);
  }

  return {
    ...found,
    inPage,
    openAs,
    open: (path: string) => browser.open(path),
    text: (words: string | RegExp) => inPage().getByText(words),
    dialog: (name: string) =>
      inPage().getByRole(/^(Quick|Invite|Create)/.test(name) ? "dialog" : "alertdialog", { name }),
    /** A question, not a toast, which has the same role. */
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
    userOf: async (admin: Account, sub: string): Promise<Json> =>
      (await api.get(`/v1/admin/users/${sub}`, { token: admin.token })).body,
    /** What the audit log has of an account, newest first. */
    eventsOf: async (admin: Account, sub: string): Promise<readonly Json[]> => {
      const { body } = await api.get(`/v1/admin/events?user=${sub}`, { token: admin.token });
      return body.items as Json[];
    },
  };
}
