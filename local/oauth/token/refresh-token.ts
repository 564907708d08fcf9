import { refreshTokens } from "../../cognito/sign-in/refresh-tokens.ts";
import { renderTokens } from "../hosted-tokens.ts";
import { EndpointError } from "../oauth-errors.ts";
import type { Grant } from "./grant.ts";

/**
 * The refresh grant (RFC 6749 §6): the same rotation, grace period and answer to reuse as the API's. Tokens of a sign-in by the
 * API can be refreshed here, too, unless they belong to a device.
 */
export const exchangeRefreshToken: Grant = async ({ context, client, form }) => {
  const token = form.get("refresh_token");
  if (!token) throw new EndpointError("invalid_request");
  const tokens = await refreshTokens(context, {
    client,
    token,
    clientMetadata: undefined,
    deviceKey: undefined,
  });
  return renderTokens(tokens);
};
