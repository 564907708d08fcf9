import { matchesClientSecret } from "../../cognito/check-client.ts";
import type { CognitoContext } from "../../cognito/operation-context.ts";
import type { Client } from "../../cognito/state/client-repository.ts";
import { EndpointError } from "../oauth-errors.ts";
import type { OAuthRequest } from "../oauth-request.ts";

interface Credentials {
  readonly clientId: string;
  readonly secret: string | undefined;
}

/** `Basic` with id and secret, each form-encoded (RFC 6749 §2.3.1). */
function readBasic(header: string | undefined): Credentials | null {
  const [, encoded = ""] = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header ?? "") ?? [];
  const [, clientId = "", secret = ""] =
    /^([^:]+):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  if (clientId === "") return null;
  try {
    return { clientId: decodeURIComponent(clientId), secret: decodeURIComponent(secret) };
  } catch {
    return null;
  }
}

/** @throws EndpointError */
function readCredentials({ headers, form }: Pick<OAuthRequest, "headers" | "form">): Credentials {
  const [clientId, secret] = [form.get("client_id"), form.get("client_secret")];
  if (headers.authorization === undefined) {
    if (!clientId) throw new EndpointError("invalid_request");
    return { clientId, secret: secret ?? undefined };
  }
  const basic = readBasic(headers.authorization);
  if (basic === null) throw new EndpointError("invalid_client");
  // One authentication method per request (RFC 6749 §2.3), and one client.
  if (secret !== null) throw new EndpointError("invalid_request");
  if (clientId !== null && clientId !== basic.clientId) throw new EndpointError("invalid_client");
  return basic;
}

/**
 * The client that calls an endpoint for machines, by `Authorization` or by the form. A public client sends only its id.
 *
 * @param status that of `invalid_client`
 * @throws EndpointError invalid_request, invalid_client
 */
export function authenticateClient(
  request: Pick<OAuthRequest, "headers" | "form"> & { readonly context: CognitoContext },
  { status = 400 }: { readonly status?: number } = {},
): Client {
  const { clientId, secret } = readCredentials(request);
  const client = request.context.clients.find(clientId);
  if (client === null || !matchesClientSecret(client, secret)) {
    throw new EndpointError("invalid_client", { status });
  }
  return client;
}
