import { ServiceError } from "../../protocol/service-error.ts";
import { fromAttributeList } from "../attributes/attribute-list.ts";
import { checkInvitedAttributes } from "../attributes/check-attributes.ts";
import { nameNewUser } from "../attributes/new-username.ts";
import { allowsCodes } from "../domain/first-factor.ts";
import { createTemporaryPassword } from "../domain/temporary-password.ts";
import { EMPTY_RESPONSES } from "../domain/trigger-event.ts";
import { checkPasswordPolicy, createCredentials } from "../new-credentials.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import type { CognitoInput } from "../wire-types.ts";
import { describeUser } from "./users.ts";

const invitationNotResendable = (username: string): ServiceError =>
  new ServiceError(
    "UnsupportedUserStateException",
    `Resend not possible. ${username} status is not FORCE_CHANGE_PASSWORD`,
  );

type Input = CognitoInput<"AdminCreateUser">;

/**
 * Creates a user who must change their temporary password, and sends it to them; or sends it again (`RESEND`):
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
export const adminCreateUser = operation("AdminCreateUser", async (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const password = temporaryPasswordOf(input, pool);
  const user =
    input.MessageAction === "RESEND"
      ? renewInvitation(input, pool, password, context)
      : await inviteUser(input, pool, password, context);
  if (input.MessageAction !== "SUPPRESS" && password !== null) {
    await sendInvitation(input, pool, user, password, context);
  }
  return { User: describeUser(user) };
});

/** `null` for a user without a password, in a pool that allows it (API_AdminCreateUser, `TemporaryPassword`). */
function temporaryPasswordOf({ TemporaryPassword, MessageAction }: Input, pool: Pool): string | null {
  if (TemporaryPassword === undefined) {
    if (
      MessageAction !== "RESEND" &&
      allowsCodes(pool.settings.Policies.SignInPolicy.AllowedFirstAuthFactors)
    ) {
      return null;
    }
    return createTemporaryPassword(pool.settings.Policies.PasswordPolicy);
  }
  checkPasswordPolicy(pool, TemporaryPassword);
  return TemporaryPassword;
}

async function inviteUser(
  input: Input,
  pool: Pool,
  password: string | null,
  context: OperationContext,
): Promise<User> {
  const given = fromAttributeList(input.UserAttributes);
  const { username, sub, attributes } = nameNewUser(pool.settings, input.Username, given);
  checkInvitedAttributes(pool.settings, attributes);
  await context.triggers.run({
    pool,
    trigger: "PreSignUp",
    source: "PreSignUp_AdminCreateUser",
    username,
    clientId: null,
    request: {
      userAttributes: attributes,
      validationData: fromAttributeList(input.ValidationData),
      ...(input.ClientMetadata && { clientMetadata: input.ClientMetadata }),
    },
    response: EMPTY_RESPONSES.PreSignUp,
  });
  const [status, credentials] =
    password === null
      ? (["CONFIRMED", null] as const)
      : (["FORCE_CHANGE_PASSWORD", createCredentials(pool, { username }, password)] as const);
  return context.users.create(
    pool,
    { username, sub, status, attributes, credentials },
    input.ForceAliasCreation ? "steal" : "refuse",
  );
}

/** Sets a new temporary password, with a new expiry. */
function renewInvitation(
  input: Input,
  pool: Pool,
  password: string | null,
  { users }: OperationContext,
): User {
  const user = users.require(pool, input.Username);
  if (user.status !== "FORCE_CHANGE_PASSWORD" || password === null) {
    throw invitationNotResendable(input.Username);
  }
  return users.update(pool, user, { credentials: createCredentials(pool, user, password) });
}

/** By SMS unless the request says otherwise: that is AWS's default. A medium without an address is skipped. */
async function sendInvitation(
  input: Input,
  pool: Pool,
  user: User,
  password: string,
  { messages }: OperationContext,
): Promise<void> {
  for (const medium of input.DesiredDeliveryMediums ?? ["SMS"]) {
    const to = user.attributes[medium === "EMAIL" ? "email" : "phone_number"];
    if (to) {
      await messages.send({
        pool,
        user,
        clientId: null,
        source: "CustomMessage_AdminCreateUser",
        medium,
        to,
        code: password,
        clientMetadata: input.ClientMetadata ?? {},
      });
    }
  }
}
