import { assetAmbiguous, assetsTooLarge, brandingAmbiguous } from "../../errors/document-errors.ts";
import type { PoolDocument, PoolDocuments } from "../../state/pool-document-repository.ts";
import type { CognitoInput } from "../../wire-types.ts";

type Requested = Pick<
  CognitoInput<"CreateManagedLoginBranding">,
  "Assets" | "Settings" | "UseCognitoProvidedValues"
>;

const MOST_ASSET_BYTES = 2 * 1024 * 1024;

/**
 * What a branding style is made of (API_CreateManagedLoginBranding): Cognito's own values, or one's own. Either takes assets.
 * @throws ServiceError InvalidParameterException
 */
export function brandingContent(
  clientId: string,
  { Assets, Settings, UseCognitoProvidedValues = false }: Requested,
): PoolDocuments["branding"] {
  if (UseCognitoProvidedValues === (Settings !== undefined)) throw brandingAmbiguous();
  if (Assets?.some(({ Bytes, ResourceId }) => (Bytes === undefined) === (ResourceId === undefined))) {
    throw assetAmbiguous();
  }
  const bytes = (Assets ?? []).reduce((sum, asset) => sum + (asset.Bytes?.length ?? 0), 0);
  if (bytes > MOST_ASSET_BYTES) throw assetsTooLarge();
  return {
    clientId,
    UseCognitoProvidedValues,
    ...(Settings !== undefined && { Settings }),
    ...(Assets && {
      Assets: Assets.map(({ Bytes, ...asset }) => ({
        ...asset,
        ...(Bytes && { Bytes: Buffer.from(Bytes).toString("base64") }),
      })),
    }),
  };
}

/** A branding style as AWS describes it (API_ManagedLoginBrandingType). */
export function describeBranding({ id, poolId, content, createdAt, modifiedAt }: PoolDocument<"branding">) {
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
