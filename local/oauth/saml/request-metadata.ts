import { InvalidMetadata, type SamlMetadata } from "../../cognito/saml/metadata.ts";
import { loadMetadata } from "../../cognito/saml/provider-metadata.ts";
import type { PoolDocument } from "../../cognito/state/pool-document-repository.ts";
import { ProviderUnreachable } from "../federation/provider-client.ts";
import { RedirectError, type RedirectTarget } from "../oauth-errors.ts";
import type { OAuthRequest } from "../oauth-request.ts";

const REASONS = {
  timeout: "MetadataURL did not answer in time",
  connection: "MetadataURL can't be reached",
  "too large": "the document at MetadataURL is too large",
  "not allowed": "MetadataURL is not an HTTPS URL",
} as const;

/**
 * The metadata of a provider, fetched if necessary.
 * @throws InvalidMetadata
 */
export function requestMetadata(
  { context, providers }: Pick<OAuthRequest, "context" | "providers">,
  provider: PoolDocument<"identity-provider">,
): Promise<SamlMetadata> {
  return loadMetadata(context, provider, async (url) => {
    try {
      const headers = { accept: "application/samlmetadata+xml, application/xml, text/xml" };
      const { status, body } = await providers.send({ url, headers });
      if (status === 200) return body;
      throw new InvalidMetadata(`MetadataURL answered ${status}`);
    } catch (error) {
      if (!(error instanceof ProviderUnreachable)) throw error;
      throw new InvalidMetadata(REASONS[error.reason]);
    }
  });
}

/** @throws RedirectError the metadata is not available */
export async function requireMetadata(
  request: Pick<OAuthRequest, "context" | "providers">,
  provider: PoolDocument<"identity-provider">,
  target: RedirectTarget,
): Promise<SamlMetadata> {
  try {
    return await requestMetadata(request, provider);
  } catch (error) {
    if (!(error instanceof InvalidMetadata)) throw error;
    const description = `Error retrieving metadata of ${provider.id}: ${error.message}`;
    throw new RedirectError(target, "server_error", description);
  }
}
