import { randomInt } from "node:crypto";
import { expect } from "@jest/globals";
import type { ApiClient, Person } from "../api-client.ts";
import { authenticatorOf } from "../authenticator-app.ts";
import { lookUpIn } from "./look-up.ts";
import type { Console } from "./open-console.ts";

/** A user with an authenticator app, and the ten recovery codes. */
export async function newOwner(api: ApiClient) {
  const { person, accessToken: token } = await api.newSession();
  const setup = await api.post("/v1/me/mfa/totp", {}, { token });
  const app = authenticatorOf(String(setup.body.secret), Date.now);
  // The next sign-in may fall into the same half minute, and a code is good once: the one before is still taken here.
  const verified = await api.post("/v1/me/mfa/totp/verify", { code: app.earlierCode() }, { token });
  return { person, token, app, recoveryCodes: verified.body.codes as string[] };
}

/**
 * The sign-in pages as users see them.
 *
 * @param current the browser profile of the test that runs
 */
export function signInPages(current: () => Console) {
  const found = lookUpIn(current);
  const { button, field, heading } = found;
  const text = (words: string | RegExp) => current().page.getByText(words);

  /** @param path with what the sign-in leads to */
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

  const pathOf = () => new URL(current().page.url()).pathname;
  return { ...found, text, giveAddress, givePassword, pathOf };
}

/** Gives the user a number of their own. @returns it */
export async function verifyNumber(api: ApiClient, token: string): Promise<string> {
  const number = `+4915${randomInt(1e8, 1e9)}`;
  await api.post("/v1/me/attributes/phone_number/code", { value: number }, { token });
  const code = await api.codeFor(number);
  const verified = await api.post("/v1/me/attributes/phone_number/verify", { code }, { token });
  expect(verified.status).toBe(204);
  return number;
}
