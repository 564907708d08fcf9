import { expect } from "@jest/globals";
import type { Locator } from "playwright-core";
import type { Person } from "../api-client.ts";
import type { Console } from "./open-console.ts";

/** What a person finds on a page of the console, by what it is called. */
export interface LookUp {
  button(name: string | RegExp): Locator;
  link(name: string | RegExp): Locator;
  field(name: string | RegExp): Locator;
  text(words: string | RegExp): Locator;
  heading(name: string | RegExp): Locator;
  cell(words: string | RegExp): Locator;
  checkbox(name: string): Locator;
  /** Chooses one of a select's options. */
  choose(select: string | RegExp, option: string | RegExp): Promise<void>;
  /** The search of the page's address. */
  search(): Record<string, string>;
  /** Fills the pages of a sign-in with the password. */
  signIn(person: Pick<Person, "email" | "password">): Promise<void>;
  /** Checks the page with axe in both colour schemes, and the browser's console for errors. */
  expectWell(): Promise<void>;
}

/** @param browser the console at the time of the look */
export function lookUpIn(browser: () => Console): LookUp {
  const page = () => browser().page;
  const button = (name: string | RegExp) => page().getByRole("button", { name, exact: true });
  const field = (name: string | RegExp) => page().getByLabel(name, { exact: true });
  return {
    button,
    field,
    link: (name) => page().getByRole("link", { name, exact: true }),
    text: (words) => page().getByText(words, { exact: true }),
    heading: (name) => page().getByRole("heading", { name, exact: true }),
    cell: (name) => page().getByRole("cell", { name, exact: true }),
    checkbox: (name) => page().getByRole("checkbox", { name, exact: true }),
    choose: async (select, option) => {
      await button(select).click();
      await page().getByRole("option", { name: option }).click();
    },
    search: () => Object.fromEntries(new URL(page().url()).searchParams),
    signIn: async ({ email, password }) => {
      await field("E-mail address").fill(email);
      await button("Continue").click();
      await field("Password").fill(password);
      await button("Sign in").click();
    },
    expectWell: async () => {
      expect(await browser().axe()).toEqual([]);
      expect(browser().faults()).toEqual([]);
    },
  };
}
