import { issueMachineToken } from "../../cognito/sign-in/issue-machine-token.ts";
import { renderTokens } from "../hosted-tokens.ts";
import { EndpointError } from "../oauth-errors.ts";
import type { Grant, GrantRequest } from "./grant.ts";

/**
 * `aws_client_metadata`: a JSON object of texts, for the PreTokenGeneration trigger.
 * @throws EndpointError
 */
function readClientMetadata(form: URLSearchParams): Readonly<Record<string, string>> | undefined {
  const sent = form.get("aws_client_metadata");
  if (sent === null) return undefined;
  try {
    const metadata: unknown = JSON.parse(sent);
    const isObject = typeof metadata === "object" && metadata !== null && !Array.isArray(metadata);
    if (isObject && Object.values(metadata).every((value) => typeof value === "string")) {
      return metadata as Record<string, string>;
    }
  } catch {
    // Refused below.
  }
  throw new EndpointError("invalid_request");
}

/** The requested scopes that the client may have; all of its scopes if none is requested. @throws EndpointError */
function grantScopes({ client, form }: GrantRequest): readonly string[] {
  const allowed = client.settings.AllowedOAuthScopes ?? [];
  const asked = (form.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  if (asked.length === 0) return allowed;
  const granted = [...new Set(asked)].filter((scope) => allowed.includes(scope));
  if (granted.length === 0) throw new EndpointError("invalid_grant");
  return granted;
}

/**
 * The client credentials grant (RFC 6749 §4.4): only an access token for a machine, without a user
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html).
 */
export const grantMachineToken: Grant = async (request) => {
  const { context, client, form } = request;
  const isAllowed = client.settings.AllowedOAuthFlows?.includes("client_credentials");
  if (!client.settings.AllowedOAuthFlowsUserPoolClient || !isAllowed || client.secrets.length === 0) {
    throw new EndpointError("unauthorized_client");
  }
  const scopes = grantScopes(request);
  return renderTokens(
    await issueMachineToken(context, { client, scopes, clientMetadata: readClientMetadata(form) }),
  );
};
