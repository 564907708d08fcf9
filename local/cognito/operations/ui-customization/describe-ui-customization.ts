import type { PoolDocument } from "../../state/pool-document-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";

/** The client id of what holds for every client that has nothing of its own. */
export const ALL_CLIENTS = "ALL";

/** API_UICustomizationType; the pool and the client alone where nothing was set. The image is a URL of its own bytes. */
export function describeUiCustomization(
  pool: Pool,
  clientId: string,
  document: PoolDocument<"ui-customization"> | null,
) {
  if (document === null) return { UserPoolId: pool.id, ClientId: clientId };
  const { CSS, cssVersion, image } = document.content;
  return {
    UserPoolId: pool.id,
    ClientId: document.id,
    ...(image !== undefined && {
      ImageUrl: `data:image/${image.startsWith("iVBOR") ? "png" : "jpeg"};base64,${image}`,
    }),
    ...(CSS !== undefined && { CSS }),
    ...(cssVersion !== undefined && { CSSVersion: cssVersion }),
    LastModifiedDate: new Date(document.modifiedAt),
    CreationDate: new Date(document.createdAt),
  };
}
