/** Pages of lists, and the tokens for the next page. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { invalidParameter, type ServiceError } from "./service-error.ts";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts the end of a page into the token for the next one. The token is authenticated, too: a client can neither read nor
 * forge it. It is bound to `scope`, so it works only for the same list.
 *
 * @param secret 32 bytes
 * @param scope what is listed: operation, pool, filter
 */
export function sealPageToken(secret: Buffer, scope: string, position: unknown): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, secret, nonce).setAAD(Buffer.from(scope));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(position), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** Decrypts a token; `null` if it was not issued here, or is for another list. */
export function openPageToken(secret: Buffer, scope: string, token: string): unknown {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv(algorithm, secret, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(scope))
    .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const opened = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return JSON.parse(opened.toString("utf8"));
  } catch {
    return null;
  }
}

const invalidPageToken = (): ServiceError => invalidParameter("Invalid pagination token.");

/** Cognito's lists return at most 60 items, and 60 by default. */
const MAX_PAGE_SIZE = 60;

/** The secret that encrypts page tokens. */
interface TokenSecret {
  readonly secrets: { of(purpose: "page-tokens"): Buffer };
}

interface PageRequest<Item, Position> {
  /** Identifies the list, so that a token works only for the same one: operation, pool, filter. */
  readonly scope: readonly string[];
  readonly limit: number | undefined;
  readonly token: string | undefined;
  /** Loads up to `limit` items after `after`, the position of the last item before. */
  readonly load: (limit: number, after: Position | null) => readonly Item[];
  readonly positionOf: (item: Item) => Position;
}

/**
 * One page of a list, and the token for the next page if there is one.
 * @throws ServiceError InvalidParameterException for a token that was not issued for this list
 */
export function paginate<Item, Position>(
  { secrets }: TokenSecret,
  { scope, limit, token, load, positionOf }: PageRequest<Item, Position>,
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } {
  const secret = secrets.of("page-tokens");
  const sealedScope = JSON.stringify(scope);
  const after = token === undefined ? null : (openPageToken(secret, sealedScope, token) as Position | null);
  if (token !== undefined && after === null) throw invalidPageToken();
  const size = Math.min(limit || MAX_PAGE_SIZE, MAX_PAGE_SIZE);
  const loaded = load(size + 1, after);
  const items = loaded.slice(0, size);
  const last = items.at(-1);
  const hasMore = loaded.length > size && last !== undefined;
  return { items, nextToken: hasMore ? sealPageToken(secret, sealedScope, positionOf(last)) : undefined };
}

/** One page of items in memory, in order of their sequence numbers. */
export function paginateDocuments<Item extends { readonly sequence: number }>(
  context: TokenSecret,
  all: readonly Item[],
  page: Pick<PageRequest<Item, number>, "scope" | "limit" | "token">,
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } {
  return paginate(context, {
    ...page,
    load: (limit, after: number | null) =>
      all.filter(({ sequence }) => sequence > (after ?? 0)).slice(0, limit),
    positionOf: ({ sequence }) => sequence,
  });
}
