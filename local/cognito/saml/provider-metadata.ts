/**
 * The metadata of a pool's SAML provider: from its MetadataFile, or fetched from its MetadataURL and kept as long as Cognito
 * keeps it (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managing-saml-idp.html).
 */
import type { CognitoContext } from "../operation-context.ts";
import type { PoolDocument } from "../state/pool-document-repository.ts";
import { InvalidMetadata, parseMetadata, type SamlMetadata } from "./metadata.ts";

/** Cognito reads it again after six hours, or when it expires if that is sooner. */
const KEPT_MILLISECONDS = 6 * 60 * 60 * 1000;

type Context = Pick<CognitoContext, "clock" | "documents">;
type Provider = Pick<PoolDocument<"identity-provider">, "content">;

interface Kept {
  readonly metadata: SamlMetadata;
  readonly until: number;
}

/** By URL, for each local cloud of the process. */
const keptByCloud = new WeakMap<CognitoContext["documents"], Map<string, Kept>>();
const inFlight = new WeakMap<CognitoContext["documents"], Map<string, Promise<SamlMetadata>>>();

function ofCloud<Value>(
  clouds: WeakMap<object, Map<string, Value>>,
  { documents }: Context,
): Map<string, Value> {
  const known = clouds.get(documents) ?? new Map<string, Value>();
  clouds.set(documents, known);
  return known;
}

/** @throws InvalidMetadata no document is available */
type FetchText = (url: string) => Promise<string>;

/**
 * @param fetchText how a MetadataURL is read
 * @throws InvalidMetadata it can't be fetched, or can't be used
 */
export function loadMetadata(
  context: Context,
  { content }: Provider,
  fetchText: FetchText,
): Promise<SamlMetadata> {
  const { MetadataFile, MetadataURL } = content.ProviderDetails;
  // Of both, the file: nothing has to be fetched.
  if (MetadataFile) return parseMetadata(MetadataFile, context.clock.now());
  return fetchOnce(context, MetadataURL ?? "", fetchText);
}

/** What is known without asking the provider; `null` where its URL has not been read yet, or its file can't be used. */
export async function knownMetadata(context: Context, { content }: Provider): Promise<SamlMetadata | null> {
  const { MetadataFile, MetadataURL = "" } = content.ProviderDetails;
  if (!MetadataFile) return ofCloud(keptByCloud, context).get(MetadataURL)?.metadata ?? null;
  try {
    return await parseMetadata(MetadataFile, context.clock.now());
  } catch (error) {
    if (!(error instanceof InvalidMetadata)) throw error;
    return null;
  }
}

/** Sign-ins that begin together ask once. */
function fetchOnce(context: Context, url: string, fetchText: FetchText): Promise<SamlMetadata> {
  const kept = ofCloud(keptByCloud, context).get(url);
  if (kept !== undefined && kept.until > context.clock.now()) return Promise.resolve(kept.metadata);
  const pending = ofCloud(inFlight, context);
  const running =
    pending.get(url) ?? fetchAndKeep(context, url, fetchText).finally(() => pending.delete(url));
  pending.set(url, running);
  return running;
}

async function fetchAndKeep(context: Context, url: string, fetchText: FetchText): Promise<SamlMetadata> {
  const xml = await fetchText(url);
  const now = context.clock.now();
  const metadata = await parseMetadata(xml, now);
  const until = Math.min(now + KEPT_MILLISECONDS, metadata.validUntil ?? Number.POSITIVE_INFINITY);
  ofCloud(keptByCloud, context).set(url, { metadata, until });
  return metadata;
}
