import type { Client } from "../cognito/state/client-repository.ts";
import type { Pool } from "../cognito/state/pool-repository.ts";

/**
 * What a client asks for at `/oauth2/authorize`, and what every page carries on in its own query: checked anew at each of them
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html).
 */
export interface AuthorizationRequest {
  readonly client: Client;
  readonly pool: Pool;
  readonly responseType: "code" | "token";
  /** One of the client's CallbackURLs, to the letter. */
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state?: string;
  readonly nonce?: string;
  /** S256 (RFC 7636 §4.2). */
  readonly challenge?: string;
  /** RFC 8707 */
  readonly resource?: string;
  readonly prompt: ReadonlySet<string>;
  /** Seconds that the sign-in may be old. */
  readonly maxAge?: number;
  readonly loginHint?: string;
  /** `COGNITO`, or a provider's name. */
  readonly identityProvider?: string;
  readonly idpIdentifier?: string;
  /** The parameters as they came: pages and providers carry them on. */
  readonly query: URLSearchParams;
}
