import { noteSpan } from "./active-span.ts";
import { recordedClaims } from "./recorded-value.ts";

interface Issued {
  readonly AccessToken?: string;
  readonly IdToken?: string;
}

/** Records the claims of issued tokens, and returns the tokens. */
export function recordTokens<Tokens extends Issued>(
  { source, clientId }: { readonly source: string; readonly clientId: string },
  tokens: Tokens,
): Tokens {
  noteSpan("tokens", "tokens issued", () => ({
    source,
    clientId,
    ...(tokens.AccessToken !== undefined && { accessToken: recordedClaims(tokens.AccessToken) }),
    ...(tokens.IdToken !== undefined && { idToken: recordedClaims(tokens.IdToken) }),
  }));
  return tokens;
}
