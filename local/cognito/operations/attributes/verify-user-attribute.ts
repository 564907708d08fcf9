import { attributeNotVerifiable, codeExpired } from "../../errors/code-errors.ts";
import { operation } from "../../operation.ts";
import { attributeCode, isVerifiableAttribute } from "../../verification/attribute-codes.ts";
import { checkCode, voidCode } from "../../verification/codes.ts";

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html: the code was bound to the
 * address it went to; one that waited takes the old one's place.
 */
export const verifyUserAttribute = operation("VerifyUserAttribute", ({ AttributeName, Code }, context) => {
  const { pool, user } = context.caller;
  if (!isVerifiableAttribute(AttributeName)) {
    throw attributeNotVerifiable(AttributeName);
  }
  const value = context.pendingAttributes.find(user, AttributeName) ?? user.attributes[AttributeName];
  if (value === undefined) {
    throw codeExpired();
  }
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
