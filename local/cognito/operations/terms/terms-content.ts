import { defaultLinkMissing, termsExist, termsNotFound } from "../../errors/document-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { PoolDocument, PoolDocuments } from "../../state/pool-document-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";

type Terms = PoolDocument<"terms">;
type Context = Pick<OperationContext, "documents">;

/** @throws ServiceError ResourceNotFoundException */
export function requireTerms({ documents }: Context, pool: Pool, id: string): Terms {
  const terms = documents.find(pool, "terms", id);
  if (terms === null) {
    throw termsNotFound();
  }
  return terms;
}

/**
 * A client has one document of each name.
 * @param id of the terms that are changed; `null` for new ones
 * @throws ServiceError InvalidParameterException, TermsExistsException
 */
export function checkTerms(
  { documents }: Context,
  pool: Pool,
  id: string | null,
  { ClientId, TermsName, Links }: PoolDocuments["terms"],
): void {
  if (Links["cognito:default"] === undefined) {
    throw defaultLinkMissing();
  }
  const isTaken = documents
    .all(pool, "terms")
    .some(
      (other) =>
        other.id !== id && other.content.ClientId === ClientId && other.content.TermsName === TermsName,
    );
  if (isTaken) {
    throw termsExist(TermsName);
  }
}

/** API_TermsDescriptionType: how a list shows them. */
export function summarizeTerms({ id, content, createdAt, modifiedAt }: Terms) {
  return {
    TermsId: id,
    TermsName: content.TermsName,
    Enforcement: content.Enforcement,
    CreationDate: new Date(createdAt),
    LastModifiedDate: new Date(modifiedAt),
  };
}

/** API_TermsType. */
export function describeTermsDocument(terms: Terms) {
  const { ClientId, TermsSource, Links } = terms.content;
  return { ...summarizeTerms(terms), UserPoolId: terms.poolId, ClientId, TermsSource, Links };
}
