import type { Clock } from "../clock.ts";
import type { IdTokenVerdict } from "../cognito/verify-id-token.ts";
import type { RoleDirectory } from "../iam/role-directory.ts";
import type { CredentialRepository } from "./state/credential-repository.ts";
import type { IdentityKey } from "./state/identity-key.ts";
import type { IdentityPoolRepository } from "./state/identity-pool-repository.ts";
import type { IdentityRepository } from "./state/identity-repository.ts";

/** Everything that an operation may use. */
export interface IdentityContext {
  readonly clock: Clock;
  /** The region that the request was signed for, or the stack's own. */
  readonly region: string;
  /** The id of a new pool of the template; other pools get a random one. */
  readonly fixedId?: string;
  readonly accountId: string;
  /** Base URL of the local cloud without a trailing slash. */
  readonly endpoint: () => string;
  readonly pools: IdentityPoolRepository;
  readonly identities: IdentityRepository;
  readonly credentials: CredentialRepository;
  /** The existing roles. */
  readonly roles: Pick<RoleDirectory, "find">;
  /** Receives why a role can't be assumed; the client does not see it. */
  readonly onRefused: (message: string) => void;
  /** Signs OpenID tokens; created on first use. */
  readonly key: () => Promise<IdentityKey>;
  /** Asks a user pool about an ID token. */
  readonly verifyIdToken: (userPoolId: string, token: string) => IdTokenVerdict;
  readonly pageSecret: () => Buffer;
  readonly atomically: <Result>(work: () => Result) => Result;
}
