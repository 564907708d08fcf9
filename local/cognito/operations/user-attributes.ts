/** A user's own attributes: changed, deleted, verified. */

import { invalidParameter, type ServiceError } from "../../protocol/service-error.ts";
import { fromAttributeList } from "../attributes/attribute-list.ts";
import { deleteAttributes } from "../attributes/check-attributes.ts";
import { checkClientMayWrite } from "../attributes/client-access.ts";
import { codeExpired } from "../errors/user-errors.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkRemoval } from "../sign-in/mfa/check-removal.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import { attributeCode, isVerifiableAttribute, updateAttributes } from "../verification/attribute-codes.ts";
import { checkCode, sendCode, voidCode } from "../verification/codes.ts";

const attributeNotVerifiable = (attribute: string): ServiceError =>
  invalidParameter(`Invalid attribute name ${attribute} for verification.`);

const attributeWithoutValue = (attribute: string): ServiceError =>
  invalidParameter(`User does not have a value for ${attribute}.`);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes = operation("UpdateUserAttributes", async (input, context) => {
  const { client, pool, user } = context.caller;
  const changes = fromAttributeList(input.UserAttributes);
  checkClientMayWrite(pool.settings, client, Object.keys(changes));
  const clientMetadata = input.ClientMetadata ?? {};
  return {
    CodeDeliveryDetailsList: await updateAttributes(context, { pool, user, client, changes, clientMetadata }),
  };
});

/**
 * Removes attributes, and their pending values.
 * @throws ServiceError InvalidParameterException
 */
export function removeAttributes(
  context: Pick<OperationContext, "atomically" | "mfa" | "pendingAttributes" | "users">,
  pool: Pool,
  user: User,
  names: readonly string[],
): void {
  checkRemoval(context, pool, user, names);
  const attributes = deleteAttributes(pool.settings, user.attributes, names);
  context.atomically(() => {
    for (const name of names.filter(isVerifiableAttribute)) context.pendingAttributes.delete(user, name);
    context.users.update(pool, user, { attributes });
  });
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteUserAttributes = operation("DeleteUserAttributes", ({ UserAttributeNames }, context) => {
  const { client, pool, user } = context.caller;
  checkClientMayWrite(pool.settings, client, UserAttributeNames);
  removeAttributes(context, pool, user, UserAttributeNames);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode = operation(
  "GetUserAttributeVerificationCode",
  async ({ AttributeName, ClientMetadata = {} }, context) => {
    const { client, pool, user } = context.caller;
    if (!isVerifiableAttribute(AttributeName)) throw attributeNotVerifiable(AttributeName);
    const destination = context.pendingAttributes.find(user, AttributeName) ?? user.attributes[AttributeName];
    if (destination === undefined) throw attributeWithoutValue(AttributeName);
    const CodeDeliveryDetails = await sendCode(context, {
      ...attributeCode(pool, user, AttributeName, destination),
      client,
      source: "CustomMessage_VerifyUserAttribute",
      clientMetadata: ClientMetadata,
    });
    return { CodeDeliveryDetails };
  },
);

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html: the code was bound to the
 * address it went to; a pending address replaces the old one.
 */
export const verifyUserAttribute = operation("VerifyUserAttribute", ({ AttributeName, Code }, context) => {
  const { pool, user } = context.caller;
  if (!isVerifiableAttribute(AttributeName)) throw attributeNotVerifiable(AttributeName);
  const value = context.pendingAttributes.find(user, AttributeName) ?? user.attributes[AttributeName];
  if (value === undefined) throw codeExpired();
  const holder = attributeCode(pool, user, AttributeName, value);
  checkCode(context, holder, Code);
  context.atomically(() => {
    voidCode(context, holder);
    context.pendingAttributes.delete(user, AttributeName);
    const attributes = { ...user.attributes, [AttributeName]: value, [`${AttributeName}_verified`]: "true" };
    context.users.update(pool, user, { attributes });
  });
  return {};
});
