import { randomUUID } from "node:crypto";
import { PlainBrowser } from "../clients/plain-browser.ts";

export const newAddress = (): string => `${randomUUID()}@example.com`;

/** The person that the stand-in of a provider creates for a sign-in. */
export const personWith = (email: string) => ({
  choice: "new",
  name: "Ada Lovelace",
  email,
  email_verified: "on",
});

/** From a URL of `/oauth2/authorize` to the app's callback, through a provider's page. */
export async function signInAtProvider(
  authorize: string,
  redirectUri: string,
  email = newAddress(),
): Promise<URL> {
  const browser = new PlainBrowser();
  const chooser = await browser.open(`${authorize}&identity_provider=OIDC`, { stop: redirectUri });
  return (await browser.open(chooser.url, { form: personWith(email), stop: redirectUri })).url;
}
