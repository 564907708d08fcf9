/** Logo and CSS of the classic hosted pages. */
import { createHash } from "node:crypto";
import { invalidParameter, type ServiceError } from "../../protocol/service-error.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import { findCssViolation, isLogo } from "../domain/ui-customization.ts";
import { operation } from "../operation.ts";
import type { PoolDocument } from "../state/pool-document-repository.ts";
import type { Pool } from "../state/pool-repository.ts";

const domainMissing = (): ServiceError =>
  invalidParameter("There has to be an existing domain associated with this user pool.");

const imageRefused = (): ServiceError =>
  invalidParameter("The image must be a PNG or JPEG of 100 KB at most.");

/** The client id of the settings for every client without its own. */
const ALL_CLIENTS = "ALL";

/** API_UICustomizationType; only pool and client if nothing was set. The image is a data URL. */
function describeUiCustomization(
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
    ...withoutUndefined({ CSS }),
    ...(cssVersion !== undefined && { CSSVersion: cssVersion }),
    LastModifiedDate: new Date(document.modifiedAt),
    CreationDate: new Date(document.createdAt),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUICustomization.html */
export const setUICustomization = operation("SetUICustomization", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { ClientId = ALL_CLIENTS, CSS, ImageFile } = input;
  if (ClientId !== ALL_CLIENTS) context.clients.require(ClientId, pool);
  if (context.documents.all(pool, "domain").length === 0) throw domainMissing();
  const violation = CSS === undefined ? null : findCssViolation(CSS);
  if (violation !== null) throw invalidParameter(violation);
  if (ImageFile !== undefined && !isLogo(ImageFile)) throw imageRefused();
  const before = context.documents.find(pool, "ui-customization", ClientId)?.content;
  const saved = context.documents.put(pool, "ui-customization", ClientId, {
    ...before,
    ...(CSS !== undefined && { CSS, cssVersion: versionOf(CSS, context.clock.now()) }),
    ...(ImageFile && { image: Buffer.from(ImageFile).toString("base64") }),
  });
  return { UICustomization: describeUiCustomization(pool, ClientId, saved) };
});

/** Digits, as AWS's: a new one for every change. */
function versionOf(css: string, now: number): string {
  const digest = createHash("sha256").update(css).digest();
  return `${new Date(now).toISOString().replace(/\D/g, "").slice(0, 14)}${digest.readUInt16BE(0) % 1000}`;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUICustomization.html */
export const getUICustomization = operation("GetUICustomization", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { ClientId = ALL_CLIENTS } = input;
  if (ClientId !== ALL_CLIENTS) context.clients.require(ClientId, pool);
  const own = context.documents.find(pool, "ui-customization", ClientId);
  const found = own ?? context.documents.find(pool, "ui-customization", ALL_CLIENTS);
  return { UICustomization: describeUiCustomization(pool, ClientId, found) };
});
