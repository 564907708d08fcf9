/** Codes that verify a user's e-mail address or phone number. */
import { changeAttributes } from "../attributes/check-attributes.ts";
import { planUpdate } from "../domain/attribute-update.ts";
import type { Channel } from "../domain/verification-channel.ts";
import { tooManyCodes } from "../errors/sign-in-errors.ts";
import { aliasExists } from "../errors/user-errors.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkRemoval } from "../sign-in/mfa/check-removal.ts";
import type { Client } from "../state/client-repository.ts";
import type { VerifiableAttribute } from "../state/pending-attribute-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import { type CodeHolder, checkMaySend, sendCode } from "./codes.ts";

const MEDIUM = { email: "EMAIL", phone_number: "SMS" } as const;

export function isVerifiableAttribute(name: string): name is VerifiableAttribute {
  return name in MEDIUM;
}

/** The holder of a code, for a pending or a present address. */
export function attributeCode(
  pool: Pool,
  user: User,
  attribute: VerifiableAttribute,
  destination: string,
): CodeHolder {
  const channel: Channel = { attribute, medium: MEDIUM[attribute], destination };
  return { pool, user, channel, purpose: `verify-${attribute}` };
}

interface Update {
  readonly pool: Pool;
  readonly user: User;
  /** `null` where an administrator acts. */
  readonly client: Client | null;
  readonly changes: Readonly<Record<string, string>>;
  readonly clientMetadata: Readonly<Record<string, string>>;
}

/** An address that names another user can't be verified later: it is refused at once. */
function checkFree(
  { users }: OperationContext,
  { pool, user }: Update,
  attribute: string,
  value: string,
): void {
  const { UsernameAttributes = [], AliasAttributes = [] } = pool.settings;
  const isName = [...UsernameAttributes, ...AliasAttributes].some((name) => name === attribute);
  const holder = isName ? users.find(pool, value) : null;
  if (holder !== null && holder.key !== user.key) throw aliasExists(attribute);
}

/**
 * Changes attributes for UpdateUserAttributes and AdminUpdateUserAttributes alike, and sends the codes that follow from it.
 * @returns `CodeDeliveryDetailsList`
 * @throws ServiceError InvalidParameterException, AliasExistsException, TooManyRequestsException, what the CustomMessage trigger
 *   makes of it
 */
export async function updateAttributes(context: OperationContext, update: Update) {
  const { pool, user, client, changes, clientMetadata } = update;
  // All of it is checked, also what is not applied yet.
  changeAttributes(pool.settings, user.attributes, changes);
  const emptied = Object.keys(changes).filter((name) => changes[name] === "");
  checkRemoval(context, pool, user, emptied);
  const plan = planUpdate(user.attributes, changes, {
    verifyFirst: pool.settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [],
    autoVerified: pool.settings.AutoVerifiedAttributes ?? [],
  });
  for (const [attribute, value] of plan.held) checkFree(context, update, attribute, value);
  for (const [attribute, destination] of plan.codesTo) {
    checkMaySend(context, attributeCode(pool, user, attribute, destination), tooManyCodes);
  }
  const updated = context.atomically(() => {
    for (const name of Object.keys(plan.applied).filter(isVerifiableAttribute)) {
      context.pendingAttributes.delete(user, name);
    }
    for (const [attribute, value] of plan.held) context.pendingAttributes.put(user, attribute, value);
    const attributes = changeAttributes(pool.settings, user.attributes, plan.applied);
    return Object.keys(plan.applied).length === 0 ? user : context.users.update(pool, user, { attributes });
  });
  const details = [];
  for (const [attribute, destination] of plan.codesTo) {
    const holder = attributeCode(pool, updated, attribute, destination);
    const source = "CustomMessage_UpdateUserAttribute";
    details.push(await sendCode(context, { ...holder, client, source, clientMetadata }, tooManyCodes));
  }
  return details;
}
