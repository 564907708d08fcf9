/** Branding of the managed login pages. */
import { randomUUID } from "node:crypto";
import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import type { PoolDocument, PoolDocuments } from "../state/pool-document-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { CognitoInput } from "../wire-types.ts";

const brandingExists = (): ServiceError =>
  new ServiceError(
    "ManagedLoginBrandingExistsException",
    "A managed login branding style already exists for this app client.",
  );

const brandingNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Managed login branding style does not exist.");

const brandingAmbiguous = (): ServiceError =>
  invalidParameter("useCognitoProvidedValues or settings should be specified (but not both)");

const assetAmbiguous = (): ServiceError => invalidParameter("An asset has either Bytes or a ResourceId.");

const assetsTooLarge = (): ServiceError => invalidParameter("Assets can be 2 MB at most in all.");

const brandingUnnamed = (): ServiceError =>
  invalidParameter("UserPoolId and ManagedLoginBrandingId are required.");

type Requested = Pick<
  CognitoInput<"CreateManagedLoginBranding">,
  "Assets" | "Settings" | "UseCognitoProvidedValues"
>;

const MAX_ASSET_BYTES = 2 * 1024 * 1024;

/**
 * What a branding style is made of (API_CreateManagedLoginBranding): Cognito's own values, or custom ones. Both may have assets.
 * @throws ServiceError InvalidParameterException
 */
function brandingContent(
  clientId: string,
  { Assets, Settings, UseCognitoProvidedValues = false }: Requested,
): PoolDocuments["branding"] {
  if (UseCognitoProvidedValues === (Settings !== undefined)) throw brandingAmbiguous();
  if (Assets?.some(({ Bytes, ResourceId }) => (Bytes === undefined) === (ResourceId === undefined))) {
    throw assetAmbiguous();
  }
  const bytes = (Assets ?? []).reduce((sum, asset) => sum + (asset.Bytes?.length ?? 0), 0);
  if (bytes > MAX_ASSET_BYTES) throw assetsTooLarge();
  return {
    clientId,
    UseCognitoProvidedValues,
    ...withoutUndefined({ Settings }),
    ...(Assets && {
      Assets: Assets.map(({ Bytes, ...asset }) => ({
        ...asset,
        ...(Bytes && { Bytes: Buffer.from(Bytes).toString("base64") }),
      })),
    }),
  };
}

/** A branding style as AWS describes it (API_ManagedLoginBrandingType). */
function describeBranding({ id, poolId, content, createdAt, modifiedAt }: PoolDocument<"branding">) {
  return {
    ManagedLoginBrandingId: id,
    UserPoolId: poolId,
    UseCognitoProvidedValues: content.UseCognitoProvidedValues,
    ...(content.Settings !== undefined && { Settings: content.Settings as never }),
    ...(content.Assets && {
      Assets: content.Assets.map(({ Bytes, ...asset }) => ({
        ...asset,
        ...(Bytes !== undefined && { Bytes: new Uint8Array(Buffer.from(Bytes, "base64")) }),
      })),
    }),
    CreationDate: new Date(createdAt),
    LastModifiedDate: new Date(modifiedAt),
  };
}

type Context = Pick<OperationContext, "documents">;

/** @throws ServiceError ResourceNotFoundException */
function requireBranding({ documents }: Context, pool: Pool, id: string): PoolDocument<"branding"> {
  const branding = documents.find(pool, "branding", id);
  if (branding === null) throw brandingNotFound();
  return branding;
}

/** A client has at most one style. */
export function brandingOfClient(
  { documents }: Context,
  pool: Pool,
  clientId: string,
): PoolDocument<"branding"> | undefined {
  return documents.all(pool, "branding").find(({ content }) => content.clientId === clientId);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html */
export const createManagedLoginBranding = operation("CreateManagedLoginBranding", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const client = context.clients.require(input.ClientId, pool);
  const content = brandingContent(client.id, input);
  if (brandingOfClient(context, pool, client.id)) throw brandingExists();
  const branding = context.documents.put(pool, "branding", randomUUID(), content);
  return { ManagedLoginBranding: describeBranding(branding) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBranding.html */
export const describeManagedLoginBranding = operation("DescribeManagedLoginBranding", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  return {
    ManagedLoginBranding: describeBranding(requireBranding(context, pool, input.ManagedLoginBrandingId)),
  };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBrandingByClient.html */
export const describeManagedLoginBrandingByClient = operation(
  "DescribeManagedLoginBrandingByClient",
  (input, context) => {
    const pool = context.pools.require(input.UserPoolId);
    const client = context.clients.require(input.ClientId, pool);
    const branding = brandingOfClient(context, pool, client.id);
    if (branding === undefined) throw brandingNotFound();
    return { ManagedLoginBranding: describeBranding(branding) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateManagedLoginBranding.html */
export const updateManagedLoginBranding = operation("UpdateManagedLoginBranding", (input, context) => {
  if (input.UserPoolId === undefined || input.ManagedLoginBrandingId === undefined) throw brandingUnnamed();
  const pool = context.pools.require(input.UserPoolId);
  const { id, content } = requireBranding(context, pool, input.ManagedLoginBrandingId);
  const updated = context.documents.put(pool, "branding", id, brandingContent(content.clientId, input));
  return { ManagedLoginBranding: describeBranding(updated) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteManagedLoginBranding.html */
export const deleteManagedLoginBranding = operation("DeleteManagedLoginBranding", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  context.documents.delete(pool, "branding", requireBranding(context, pool, input.ManagedLoginBrandingId).id);
  return {};
});
