/** Identity providers of a pool. */

import { paginateDocuments } from "../../protocol/paginate.ts";
import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import { describeDetails, findDetailsViolation, isNameOfType } from "../domain/identity-provider.ts";
import { givenSamlDetails } from "../domain/saml-details.ts";
import { identityProviderNotFound } from "../errors/resource-errors.ts";
import { ensureProviderGroup } from "../federation/federated-profile.ts";
import { operation } from "../operation.ts";
import type { CognitoContext, OperationContext } from "../operation-context.ts";
import { checkSamlProvider } from "../saml/check-provider.ts";
import { poolCertificate } from "../saml/pool-certificate.ts";
import { knownMetadata } from "../saml/provider-metadata.ts";
import type { PoolDocument, PoolDocuments } from "../state/pool-document-repository.ts";
import type { Pool } from "../state/pool-repository.ts";

/** https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1287 */
const identityProviderExists = (name: string, poolId: string): ServiceError =>
  new ServiceError("DuplicateProviderException", `${name} already exists in user pool ${poolId}.`);

const identifierNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Identity provider does not exist.");

const providerNameReserved = (name: string): ServiceError =>
  invalidParameter(`${name} is a reserved provider name.`);

/** https://github.com/aws/aws-cli/issues/3179, https://github.com/hashicorp/terraform-provider-aws/issues/4822 */
const providerTypeRefused = (name: string, type: string): ServiceError =>
  invalidParameter(`Provider ${name} cannot be of type ${type}.`);

const mappedAttributeUnknown = (attribute: string): ServiceError =>
  invalidParameter(`Attribute mapping contains ${attribute}, which is not in the schema of the user pool.`);

const acrMappingUnsupported = (type: string): ServiceError =>
  invalidParameter(`AcrMapping is not supported by providers of type ${type}.`);

const identifierTaken = (identifier: string): ServiceError =>
  invalidParameter(`Identifier ${identifier} is used by another identity provider.`);

/** @throws ServiceError InvalidParameterException */
function checkIdentityProvider(
  { documents }: Pick<OperationContext, "documents">,
  pool: Pool,
  name: string,
  provider: PoolDocuments["identity-provider"],
): void {
  const violation = findDetailsViolation(provider.ProviderType, provider.ProviderDetails);
  if (violation !== null) throw invalidParameter(violation);
  if (provider.AcrMapping !== undefined && provider.ProviderType !== "OIDC") {
    throw acrMappingUnsupported(provider.ProviderType);
  }
  const names = new Set(pool.settings.SchemaAttributes.map(({ Name }) => Name)).add("username");
  const unknown = Object.keys(provider.AttributeMapping).find((attribute) => !names.has(attribute));
  if (unknown !== undefined) throw mappedAttributeUnknown(unknown);
  const others = documents.all(pool, "identity-provider").filter(({ id }) => id !== name);
  const taken = provider.IdpIdentifiers.find((identifier) =>
    others.some(({ content }) => content.IdpIdentifiers.includes(identifier)),
  );
  if (taken !== undefined) throw identifierTaken(taken);
}

type Provider = PoolDocument<"identity-provider">;

/** @throws ServiceError ResourceNotFoundException */
function requireProvider(
  { documents }: Pick<OperationContext, "documents">,
  pool: Pool,
  name: string,
): Provider {
  const provider = documents.find(pool, "identity-provider", name);
  if (provider === null) throw identityProviderNotFound(name);
  return provider;
}

/**
 * A provider as AWS describes it (API_IdentityProviderType).
 *
 * @param certificate whether a SAML provider is described with the pool's certificate: its key takes a while to make, which
 *   would make every first start of a stack with such a provider slower
 */
async function describeProvider(
  context: CognitoContext,
  provider: Provider,
  { certificate }: { readonly certificate: "included" | "left out" } = { certificate: "included" },
) {
  const { poolId, id, content, createdAt, modifiedAt } = provider;
  return {
    UserPoolId: poolId,
    ProviderName: id,
    ProviderType: content.ProviderType,
    ProviderDetails:
      content.ProviderType === "SAML"
        ? await describeSamlDetails(context, provider, certificate)
        : describeDetails(content.ProviderType, content.ProviderDetails),
    AttributeMapping: content.AttributeMapping,
    IdpIdentifiers: content.IdpIdentifiers,
    ...withoutUndefined({ AcrMapping: content.AcrMapping }),
    CreationDate: new Date(createdAt),
    LastModifiedDate: new Date(modifiedAt),
  };
}

/** With what the metadata says, as far as it is known, and the certificate to encrypt for. */
async function describeSamlDetails(
  context: CognitoContext,
  provider: Provider,
  certificate: "included" | "left out",
) {
  const metadata = await knownMetadata(context, provider);
  return {
    ...givenSamlDetails(provider.content.ProviderDetails),
    ...(certificate === "included" && {
      ActiveEncryptionCertificate: await poolCertificate(context, context.pools.require(provider.poolId)),
    }),
    ...(metadata !== null && { SSORedirectBindingURI: metadata.signOnUrl }),
    ...(metadata?.signOutUrl && { SLORedirectBindingURI: metadata.signOutUrl }),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
export const createIdentityProvider = operation("CreateIdentityProvider", async (input, context) => {
  const { ProviderName, ProviderType, ProviderDetails, AttributeMapping, IdpIdentifiers = [] } = input;
  context.pools.require(input.UserPoolId);
  if (ProviderName.toLowerCase() === "cognito") throw providerNameReserved(ProviderName);
  if (!isNameOfType(ProviderName, ProviderType)) throw providerTypeRefused(ProviderName, ProviderType);
  const content = {
    ProviderType,
    ProviderDetails,
    AttributeMapping: AttributeMapping ?? (ProviderType === "SAML" ? {} : { username: "sub" }),
    IdpIdentifiers,
    ...withoutUndefined({ AcrMapping: input.AcrMapping }),
  };
  const check = () => {
    const pool = context.pools.require(input.UserPoolId);
    checkIdentityProvider(context, pool, ProviderName, content);
    return pool;
  };
  check();
  await checkSamlProvider(context, content);
  // The pool, or its other providers, may have changed meanwhile.
  const pool = check();
  const created = context.atomically(() => {
    const document = context.documents.create(pool, "identity-provider", ProviderName, content);
    if (document !== null) ensureProviderGroup(context, pool, document);
    return document;
  });
  if (created === null) throw identityProviderExists(ProviderName, pool.id);
  return { IdentityProvider: await describeProvider(context, created, { certificate: "left out" }) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeIdentityProvider.html */
export const describeIdentityProvider = operation("DescribeIdentityProvider", async (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const provider = requireProvider(context, pool, input.ProviderName);
  return { IdentityProvider: await describeProvider(context, provider) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html */
export const updateIdentityProvider = operation("UpdateIdentityProvider", async (input, context) => {
  const change = () => {
    const pool = context.pools.require(input.UserPoolId);
    const { id, content } = requireProvider(context, pool, input.ProviderName);
    const changed = {
      ...content,
      // What Cognito adds by itself follows from the type, so that only what was given is kept.
      ProviderDetails: input.ProviderDetails ?? content.ProviderDetails,
      AttributeMapping: input.AttributeMapping ?? content.AttributeMapping,
      IdpIdentifiers: input.IdpIdentifiers ?? content.IdpIdentifiers,
      ...withoutUndefined({ AcrMapping: input.AcrMapping ?? content.AcrMapping }),
    };
    checkIdentityProvider(context, pool, id, changed);
    return { pool, id, changed };
  };
  await checkSamlProvider(context, change().changed);
  // It may have been changed meanwhile.
  const { pool, id, changed } = change();
  const provider = context.documents.put(pool, "identity-provider", id, changed);
  return { IdentityProvider: await describeProvider(context, provider) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteIdentityProvider.html */
export const deleteIdentityProvider = operation("DeleteIdentityProvider", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  context.documents.delete(pool, "identity-provider", requireProvider(context, pool, input.ProviderName).id);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html */
export const listIdentityProviders = operation("ListIdentityProviders", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const providers = context.documents.all(pool, "identity-provider");
  const { items, nextToken } = paginateDocuments(context, providers, {
    scope: ["ListIdentityProviders", pool.id],
    limit: input.MaxResults,
    token: input.NextToken,
  });
  return {
    Providers: items.map(({ id, content, createdAt, modifiedAt }) => ({
      ProviderName: id,
      ProviderType: content.ProviderType,
      CreationDate: new Date(createdAt),
      LastModifiedDate: new Date(modifiedAt),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetIdentityProviderByIdentifier.html */
export const getIdentityProviderByIdentifier = operation(
  "GetIdentityProviderByIdentifier",
  async (input, context) => {
    const pool = context.pools.require(input.UserPoolId);
    const provider = context.documents
      .all(pool, "identity-provider")
      .find(({ content }) => content.IdpIdentifiers.includes(input.IdpIdentifier));
    if (provider === undefined) throw identifierNotFound();
    return { IdentityProvider: await describeProvider(context, provider) };
  },
);
