import { fromLines, toLines } from "./lines.ts";
import type { Members } from "./members.ts";

export const TOKENS = ["Access", "Id", "Refresh"] as const;
export type TokenName = (typeof TOKENS)[number];

export const UNITS = ["seconds", "minutes", "hours", "days"] as const;
export type Unit = (typeof UNITS)[number];

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html, `ExplicitAuthFlows` */
export const AUTH_FLOWS = [
  "ALLOW_USER_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_CUSTOM_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
  "ALLOW_CLIENT_TOKEN_AUTH",
] as const;

export const OAUTH_FLOWS = ["code", "implicit", "client_credentials"] as const;

/** A client as the form edits it. Numbers and lists are text, as typed. */
export interface ClientDraft {
  readonly name: string;
  readonly authFlows: readonly string[];
  readonly lifetimes: Readonly<Record<TokenName, { readonly amount: string; readonly unit: Unit }>>;
  readonly sessionMinutes: string;
  readonly hasOauth: boolean;
  readonly oauthFlows: readonly string[];
  readonly scopes: string;
  readonly providers: readonly string[];
  readonly callbackUrls: string;
  readonly logoutUrls: string;
  readonly defaultRedirect: string;
  readonly hidesUsers: boolean;
  readonly canRevoke: boolean;
}

/** Cognito's defaults: hours for access and ID tokens, days for refresh tokens. */
const DEFAULTS = {
  Access: { amount: "1", unit: "hours" },
  Id: { amount: "1", unit: "hours" },
  Refresh: { amount: "30", unit: "days" },
} as const;

const listOf = (value: unknown): readonly string[] => (value ?? []) as readonly string[];

export function draftOf(client: Members): ClientDraft {
  const units = (client.TokenValidityUnits ?? {}) as Readonly<Record<string, Unit>>;
  const lifetimeOf = (token: TokenName) => {
    const amount = client[`${token}TokenValidity`];
    return {
      amount: amount === undefined ? DEFAULTS[token].amount : String(amount),
      unit: units[`${token}Token`] ?? DEFAULTS[token].unit,
    };
  };
  return {
    name: String(client.ClientName ?? ""),
    authFlows: listOf(client.ExplicitAuthFlows),
    lifetimes: { Access: lifetimeOf("Access"), Id: lifetimeOf("Id"), Refresh: lifetimeOf("Refresh") },
    sessionMinutes: String(client.AuthSessionValidity ?? 3),
    hasOauth: client.AllowedOAuthFlowsUserPoolClient === true,
    oauthFlows: listOf(client.AllowedOAuthFlows),
    scopes: toLines(client.AllowedOAuthScopes),
    providers: listOf(client.SupportedIdentityProviders),
    callbackUrls: toLines(client.CallbackURLs),
    logoutUrls: toLines(client.LogoutURLs),
    defaultRedirect: String(client.DefaultRedirectURI ?? ""),
    hidesUsers: client.PreventUserExistenceErrors === "ENABLED",
    canRevoke: client.EnableTokenRevocation !== false,
  };
}

export const isAmount = (text: string): boolean => /^[1-9]\d{0,9}$/.test(text.trim());

export const isDraftValid = ({ name, lifetimes, sessionMinutes }: ClientDraft): boolean =>
  name.trim() !== "" &&
  isAmount(sessionMinutes) &&
  TOKENS.every((token) => isAmount(lifetimes[token].amount));

/** As UpdateUserPoolClient accepts it. */
export const membersOf = (draft: ClientDraft): Members => ({
  ClientName: draft.name.trim(),
  ExplicitAuthFlows: draft.authFlows,
  ...Object.fromEntries(
    TOKENS.map((token) => [`${token}TokenValidity`, Number(draft.lifetimes[token].amount)]),
  ),
  TokenValidityUnits: Object.fromEntries(
    TOKENS.map((token) => [`${token}Token`, draft.lifetimes[token].unit]),
  ),
  AuthSessionValidity: Number(draft.sessionMinutes),
  AllowedOAuthFlowsUserPoolClient: draft.hasOauth,
  AllowedOAuthFlows: draft.oauthFlows,
  AllowedOAuthScopes: fromLines(draft.scopes),
  SupportedIdentityProviders: draft.providers,
  CallbackURLs: fromLines(draft.callbackUrls),
  LogoutURLs: fromLines(draft.logoutUrls),
  DefaultRedirectURI: draft.defaultRedirect.trim() === "" ? undefined : draft.defaultRedirect.trim(),
  PreventUserExistenceErrors: draft.hidesUsers ? "ENABLED" : "LEGACY",
  EnableTokenRevocation: draft.canRevoke,
});
