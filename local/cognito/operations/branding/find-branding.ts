import { brandingNotFound } from "../../errors/document-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { PoolDocument } from "../../state/pool-document-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";

type Context = Pick<OperationContext, "documents">;

/** @throws ServiceError ResourceNotFoundException */
export function requireBranding({ documents }: Context, pool: Pool, id: string): PoolDocument<"branding"> {
  const branding = documents.find(pool, "branding", id);
  if (branding === null) {
    throw brandingNotFound();
  }
  return branding;
}

/** A client has one style at most. */
export function brandingOfClient(
  { documents }: Context,
  pool: Pool,
  clientId: string,
): PoolDocument<"branding"> | undefined {
  return documents.all(pool, "branding").find(({ content }) => content.clientId === clientId);
}
