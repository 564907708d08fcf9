/** The providers of a client as ways to sign in: buttons, or a field that finds a company's provider. */
import { html, raw } from "hono/html";
import type { PoolDocument } from "../../cognito/state/pool-document-repository.ts";
import { pageUrl } from "../load-authorization.ts";
import type { Html } from "./layout.ts";
import { fill } from "./texts/page-texts.ts";
import type { Visit } from "./visit.ts";

export type Provider = PoolDocument<"identity-provider">;

export function providersOf({
  request: { context },
  authorization: { client, pool },
}: Visit): readonly Provider[] {
  const supported = client.settings.SupportedIdentityProviders ?? [];
  return context.documents.all(pool, "identity-provider").filter(({ id }) => supported.includes(id));
}

/** Whether users of the pool itself sign in with the client. */
export const hasOwnUsers = ({ authorization: { client } }: Visit): boolean =>
  client.settings.SupportedIdentityProviders?.includes("COGNITO") ?? false;

/** Found by a company's name or e-mail domain, not by a button. */
export const isFoundByName = ({ content: { ProviderType, IdpIdentifiers } }: Provider): boolean =>
  (ProviderType === "SAML" || ProviderType === "OIDC") && IdpIdentifiers.length > 0;

const NAMES: Readonly<Record<string, string>> = { SignInWithApple: "Apple", LoginWithAmazon: "Amazon" };

const ICONS: Readonly<Record<string, string>> = {
  Google:
    '<path fill="none" stroke="#ea4335" stroke-width="4" d="M5.1 8.1a8 8 0 0 1 12.6-2.3"/><path fill="none" stroke="#fbbc05" stroke-width="4" d="M5.1 15.9a8 8 0 0 1 0-7.8"/><path fill="none" stroke="#34a853" stroke-width="4" d="M17.4 17.9a8 8 0 0 1-12.3-2"/><path fill="none" stroke="#4285f4" stroke-width="4" d="M17.4 17.9A8 8 0 0 0 20 12h-8"/>',
  Facebook:
    '<circle cx="12" cy="12" r="11" fill="#1877f2"/><path fill="#fff" d="M13.4 23v-8.2h2.8l.5-3.3h-3.3V9.6c0-1 .4-1.8 1.9-1.8h1.5V5a17 17 0 0 0-2.6-.2c-2.7 0-4.3 1.6-4.3 4.4v2.3H7v3.3h2.9V23Z"/>',
  SignInWithApple:
    '<path fill="currentColor" d="M16 1.5c.1 1.3-.4 2.5-1.2 3.4-.8.9-2 1.6-3.2 1.5-.1-1.2.4-2.5 1.2-3.3.8-.9 2.2-1.6 3.2-1.6ZM12.3 7.6c.9 0 1.9-.9 3.6-.9 1.6 0 3.2.9 4.1 2.3-3.5 2-2.9 7 .7 8.3-.7 1.9-2.4 5.2-4.5 5.2-1.4 0-2-.9-3.7-.9s-2.3.9-3.7.9C6 22.5 3.5 17.4 3.5 13.4c0-4.1 2.5-6.6 5.2-6.6 1.6 0 2.7.8 3.6.8Z"/>',
};

const OTHER_ICON =
  '<path fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" d="M4 21V5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v16M15 9h4a1 1 0 0 1 1 1v11M2.5 21h19M8 8h3M8 12h3M8 16h3"/>';

export const providerName = ({ id }: Provider): string => NAMES[id] ?? id;

/** Links to authorize with the provider's name; authorize checks everything again. */
export const providerUrl = ({ authorization }: Visit, { id }: Provider): string =>
  pageUrl("/oauth2/authorize", authorization, { identity_provider: id });

export function providerButton(visit: Visit, provider: Provider): Html {
  const label = fill(visit.texts.continueWith, { provider: providerName(provider) });
  const icon = ICONS[provider.content.ProviderType] ?? OTHER_ICON;
  return html`<a class="button secondary" href="${providerUrl(visit, provider)}"><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${raw(icon)}</svg>${label}</a>`;
}

/** The provider that an identifier, or the domain of an e-mail address, belongs to. */
export function findByIdentifier(providers: readonly Provider[], typed: string): Provider | undefined {
  const name = typed.trim();
  const domain = name.slice(name.lastIndexOf("@") + 1).toLowerCase();
  return providers.find(({ content: { IdpIdentifiers } }) =>
    IdpIdentifiers.some((identifier) => identifier === name || identifier.toLowerCase() === domain),
  );
}
