import { randomUUID } from "node:crypto";
import { brandingExists } from "../../errors/document-errors.ts";
import { operation } from "../../operation.ts";
import { brandingContent, describeBranding } from "./branding-content.ts";
import { brandingOfClient } from "./find-branding.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html */
export const createManagedLoginBranding = operation("CreateManagedLoginBranding", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const client = context.clients.require(input.ClientId, pool);
  const content = brandingContent(client.id, input);
  if (brandingOfClient(context, pool, client.id)) {
    throw brandingExists();
  }
  const branding = context.documents.put(pool, "branding", randomUUID(), content);
  return { ManagedLoginBranding: describeBranding(branding) };
});
