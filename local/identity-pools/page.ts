import { paginate } from "../protocol/paginate.ts";
import type { IdentityContext } from "./identity-context.ts";

/** One page of items in order of their sequence numbers. @throws ServiceError InvalidParameterException: a token of another list */
export function page<Item extends { readonly sequence: number }>(
  { pageSecret }: Pick<IdentityContext, "pageSecret">,
  request: {
    readonly scope: readonly string[];
    readonly limit: number | undefined;
    readonly token: string | undefined;
    readonly load: (limit: number, after: number | null) => readonly Item[];
  },
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } {
  return paginate({ secrets: { of: pageSecret } }, { ...request, positionOf: ({ sequence }) => sequence });
}
