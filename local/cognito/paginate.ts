import { invalidPageToken } from "./errors/parameter-errors.ts";
import type { OperationContext } from "./operation-context.ts";
import { openPageToken, sealPageToken } from "./page-token.ts";

/** Cognito's lists answer 60 items at most, and 60 where the request does not say. */
const longestPage = 60;

export interface PageRequest<Item, Position> {
  /** What is listed, so that a token works for the same list only: operation, pool, filter. */
  readonly scope: readonly string[];
  readonly limit: number | undefined;
  readonly token: string | undefined;
  /** Loads up to `limit` items behind `after`, the position of the last item before. */
  readonly load: (limit: number, after: Position | null) => readonly Item[];
  readonly positionOf: (item: Item) => Position;
}

/**
 * One page of a list, and the token for the next where there is one.
 * @throws ServiceError InvalidParameterException for a token that was not handed out for this list
 */
export function paginate<Item, Position>(
  { secrets }: Pick<OperationContext, "secrets">,
  { scope, limit, token, load, positionOf }: PageRequest<Item, Position>,
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } {
  const secret = secrets.of("page-tokens");
  const sealedScope = JSON.stringify(scope);
  const after = token === undefined ? null : (openPageToken(secret, sealedScope, token) as Position | null);
  if (token !== undefined && after === null) {
    throw invalidPageToken();
  }
  const size = Math.min(limit || longestPage, longestPage);
  const loaded = load(size + 1, after);
  const items = loaded.slice(0, size);
  const last = items.at(-1);
  const hasMore = loaded.length > size && last !== undefined;
  return { items, nextToken: hasMore ? sealPageToken(secret, sealedScope, positionOf(last)) : undefined };
}

/** One page of what is in memory already, in order of its sequence numbers. */
export function paginateDocuments<Item extends { readonly sequence: number }>(
  context: Pick<OperationContext, "secrets">,
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
