import type { OperationContext } from "../../cognito/operation-context.ts";
import type { Client } from "../../cognito/state/client-repository.ts";

/** One request for tokens, of a client that has authenticated itself. */
export interface GrantRequest {
  readonly context: OperationContext;
  readonly client: Client;
  readonly form: URLSearchParams;
}

/** The members of the token response. @throws EndpointError, ServiceError of a trigger */
export type Grant = (request: GrantRequest) => Promise<Readonly<Record<string, string | number>>>;
