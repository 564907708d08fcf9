/** Terms of use and privacy policies of app clients. */
import { randomUUID } from "node:crypto";
import { paginateDocuments } from "../../protocol/paginate.ts";
import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import type { PoolDocument, PoolDocuments } from "../state/pool-document-repository.ts";
import type { Pool } from "../state/pool-repository.ts";

const termsExist = (name: string): ServiceError =>
  new ServiceError("TermsExistsException", `Terms ${name} already exist for this app client.`);

const termsNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Terms do not exist.");

const defaultLinkMissing = (): ServiceError => invalidParameter("Links must contain a cognito:default link.");

type Terms = PoolDocument<"terms">;
type Context = Pick<OperationContext, "documents">;

/** @throws ServiceError ResourceNotFoundException */
function requireTerms({ documents }: Context, pool: Pool, id: string): Terms {
  const terms = documents.find(pool, "terms", id);
  if (terms === null) throw termsNotFound();
  return terms;
}

/**
 * A client has one document of each name.
 * @param id of the terms that are changed; `null` for new ones
 * @throws ServiceError InvalidParameterException, TermsExistsException
 */
function checkTerms(
  { documents }: Context,
  pool: Pool,
  id: string | null,
  { ClientId, TermsName, Links }: PoolDocuments["terms"],
): void {
  if (Links["cognito:default"] === undefined) throw defaultLinkMissing();
  const isTaken = documents
    .all(pool, "terms")
    .some(
      (other) =>
        other.id !== id && other.content.ClientId === ClientId && other.content.TermsName === TermsName,
    );
  if (isTaken) throw termsExist(TermsName);
}

/** API_TermsDescriptionType: how a list shows them. */
function summarizeTerms({ id, content, createdAt, modifiedAt }: Terms) {
  return {
    TermsId: id,
    TermsName: content.TermsName,
    Enforcement: content.Enforcement,
    CreationDate: new Date(createdAt),
    LastModifiedDate: new Date(modifiedAt),
  };
}

/** API_TermsType. */
function describeTermsDocument(terms: Terms) {
  const { ClientId, TermsSource, Links } = terms.content;
  return { ...summarizeTerms(terms), UserPoolId: terms.poolId, ClientId, TermsSource, Links };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateTerms.html */
export const createTerms = operation("CreateTerms", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const client = context.clients.require(input.ClientId, pool);
  const { TermsName, TermsSource, Enforcement, Links = {} } = input;
  const content = { ClientId: client.id, TermsName, TermsSource, Enforcement, Links };
  checkTerms(context, pool, null, content);
  return { Terms: describeTermsDocument(context.documents.put(pool, "terms", randomUUID(), content)) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeTerms.html */
export const describeTerms = operation("DescribeTerms", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  return { Terms: describeTermsDocument(requireTerms(context, pool, input.TermsId)) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeTermsByClient.html */
export const describeTermsByClient = operation("DescribeTermsByClient", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const client = context.clients.require(input.ClientId, pool);
  const terms = context.documents
    .all(pool, "terms")
    .find(({ content }) => content.ClientId === client.id && content.TermsName === input.TermsName);
  if (terms === undefined) throw termsNotFound();
  return { Terms: describeTermsDocument(terms) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateTerms.html */
export const updateTerms = operation("UpdateTerms", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { id, content } = requireTerms(context, pool, input.TermsId);
  const changed = {
    ...content,
    TermsName: input.TermsName ?? content.TermsName,
    TermsSource: input.TermsSource ?? content.TermsSource,
    Enforcement: input.Enforcement ?? content.Enforcement,
    Links: input.Links ?? content.Links,
  };
  checkTerms(context, pool, id, changed);
  return { Terms: describeTermsDocument(context.documents.put(pool, "terms", id, changed)) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteTerms.html */
export const deleteTerms = operation("DeleteTerms", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  context.documents.delete(pool, "terms", requireTerms(context, pool, input.TermsId).id);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTerms.html */
export const listTerms = operation("ListTerms", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { items, nextToken } = paginateDocuments(context, context.documents.all(pool, "terms"), {
    scope: ["ListTerms", pool.id],
    limit: input.MaxResults,
    token: input.NextToken,
  });
  return { Terms: items.map(summarizeTerms), ...(nextToken !== undefined && { NextToken: nextToken }) };
});
