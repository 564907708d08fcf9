/** The member of Cognito's `ClientMetadata` with which a known client's token reaches the pre-authentication trigger. */
export const KNOWN_CLIENT = "knownClient";

/** What a client sends: the `sub` of the account that knows it, and 256 random bits. */
export const KNOWN_CLIENT_TOKEN = /^[\w-]{1,64}\.[\w-]{43}$/;

interface KnownClientToken {
  readonly sub: string;
  readonly secret: string;
}

/** Parses a token, which may be forged. @returns undefined if it does not have the form of one */
export function readKnownClientToken(text: string | undefined): KnownClientToken | undefined {
  if (text === undefined || !KNOWN_CLIENT_TOKEN.test(text)) return undefined;
  const dot = text.indexOf(".");
  return { sub: text.slice(0, dot), secret: text.slice(dot + 1) };
}

export const renderKnownClientToken = ({ sub, secret }: KnownClientToken): string => `${sub}.${secret}`;
