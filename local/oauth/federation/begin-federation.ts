import type { PoolDocument } from "../../cognito/state/pool-document-repository.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import { RedirectError } from "../oauth-errors.ts";
import type { OAuthRequest } from "../oauth-request.ts";
import type { Reply } from "../reply.ts";

/** Leads the browser to a provider. */
export async function beginFederation(
  _request: OAuthRequest,
  authorization: AuthorizationRequest,
  { content }: PoolDocument<"identity-provider">,
): Promise<Reply> {
  throw new RedirectError(authorization, "server_error", `${content.ProviderType} is not there yet`);
}
