import type { Level } from "../cognito/domain/authentication-level.ts";
import type { Client } from "../cognito/state/client-repository.ts";
import type { Pool } from "../cognito/state/pool-repository.ts";

/**
 * A client's request to `/oauth2/authorize`. Every page keeps it in its own query and checks it again
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html).
 */
export interface AuthorizationRequest {
  readonly client: Client;
  readonly pool: Pool;
  readonly responseType: "code" | "token";
  /** Exactly one of the client's CallbackURLs. */
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state?: string;
  readonly nonce?: string;
  /** S256 (RFC 7636 §4.2). */
  readonly challenge?: string;
  /** RFC 8707 */
  readonly resource?: string;
  readonly prompt: ReadonlySet<string>;
  /** The maximum age of the sign-in, in seconds. */
  readonly maxAge?: number;
  /** The levels of `acr_values`, the preferred one first; none if any sign-in will do. */
  readonly levels: readonly Level[];
  readonly loginHint?: string;
  /** `COGNITO`, or a provider's name. */
  readonly identityProvider?: string;
  readonly idpIdentifier?: string;
  /** The original parameters, which pages and providers pass on. */
  readonly query: URLSearchParams;
}
