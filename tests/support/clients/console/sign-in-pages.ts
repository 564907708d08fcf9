import { randomInt } from "node:crypto";
import { expect } from "@jest/globals";
import type { ApiClient, Person } from "../api-client.ts";
import { authenticatorOf } from "../authenticator-app.ts";
import type { Console } from "./open-console.ts";

/** A user with an authenticator app, and the ten recovery codes. */
export async function newOwner(api: ApiClient) {
  const { person, accessToken: token } = await api.newSession();
  const setup = await api.post("/v1/me/mfa/totp", {}, { token });
  const app = authenticatorOf(String(setup.body.secret), Date.now);
  // The next sign-in may fall into the same half minute, and a code is valid once: so this uses the previous code, which is still accepted.
  const verified = await api.post("/v1/me/mfa/totp/verify", { code: app.earlierCode() }, { token });
  return { person, token, app, recoveryCodes: verified.body.codes as string[] };
}

/**
 * Steps on the sign-in pages.
 *
 * @param current returns the browser profile of the running test
 */
export function signInPages(current: () => Console) {
  const button = (name: string) => current().page.getByRole("button", { name, exact: true });
  const field = (name: string) => current().page.getByLabel(name, { exact: true });
  const text = (words: string | RegExp) => current().page.getByText(words);
  const heading = (name: string) => current().page.getByRole("heading", { name, exact: true });
  const link = (name: string) => current().page.getByRole("link", { name, exact: true });

  /** @param path with the target of the sign-in */
  async function giveAddress(email: string, path = "/sign-in"): Promise<void> {
    await current().open(path);
    await field("E-mail address").fill(email);
    await button("Continue").click();
    await heading("Sign in").waitFor();
    await field("Password").waitFor();
  }

  async function givePassword({ email, password }: Person, path?: string): Promise<void> {
    await giveAddress(email, path);
    await field("Password").fill(password);
    await button("Sign in").click();
  }

  /** Checks the page with axe in both colour schemes, and the browser's console for errors. */
  async function expectWell(): Promise<void> {
    expect(await current().axe()).toEqual([]);
    expect(current().faults()).toEqual([]);
  }

  const pathOf = () => new URL(current().page.url()).pathname;
  return { button, field, text, heading, link, giveAddress, givePassword, expectWell, pathOf };
}

/** Gives the user a new, verified number. @returns the number */
export async function verifyNumber(api: ApiClient, token: string): Promise<string> {
  const number = `+4915${randomInt(1e8, 1e9)}`;
  await api.post("/v1/me/attributes/phone_number/code", { value: number }, { token });
  const code = await api.codeFor(number);
  const verified = await api.post("/v1/me/attributes/phone_number/verify", { code }, { token });
  expect(verified.status).toBe(204);
  return number;
}
