import { ServiceError } from "../../protocol/service-error.ts";
import { fromAttributeList } from "../attributes/attribute-list.ts";
import { checkSignUpAttributes } from "../attributes/check-attributes.ts";
import { checkClientMayWrite } from "../attributes/client-access.ts";
import { nameNewUser } from "../attributes/new-username.ts";
import { checkSecretHash } from "../check-client.ts";
import { isTrue } from "../domain/boolean-attribute.ts";
import { isFlowAllowed } from "../domain/explicit-auth-flows.ts";
import { canDoWithoutPassword } from "../domain/first-factor.ts";
import { EMPTY_RESPONSES } from "../domain/trigger-event.ts";
import { signUpChannel } from "../domain/verification-channel.ts";
import { authParameterMissing } from "../errors/sign-in-errors.ts";
import { signUpNotPermitted } from "../errors/user-errors.ts";
import { checkPasswordPolicy, createCredentials } from "../new-credentials.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import { recordAuthEvent } from "../record-auth-event.ts";
import { openSignedUpSession } from "../sign-in/choice/confirmed-session.ts";
import type { Client } from "../state/client-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { TriggerCall } from "../trigger-port.ts";
import { sendCode } from "../verification/codes.ts";
import { runPostConfirmation } from "../verification/post-confirmation.ts";

/** SignUp's text; all other operations use {@link passwordRefused}. */
const signUpPasswordRefused = (violation: string): ServiceError =>
  new ServiceError("InvalidPasswordException", `Password did not conform with policy: ${violation}`);

export const signUp = operation("SignUp", async (input, context) => {
  const client = context.clients.require(input.ClientId);
  const pool = context.pools.require(client.poolId);
  checkSecretHash(client, input.SecretHash, [input.Username]);
  if (pool.settings.AdminCreateUserConfig.AllowAdminCreateUserOnly) throw signUpNotPermitted();
  const given = fromAttributeList(input.UserAttributes);
  checkClientMayWrite(pool.settings, client, Object.keys(given));
  const { username, sub, attributes } = nameNewUser(pool.settings, input.Username, given);
  checkSignUpAttributes(pool.settings, attributes);
  checkPassword(input.Password, { client, pool, attributes });

  const decision = await runPreSignUp(context, {
    pool,
    trigger: "PreSignUp",
    source: "PreSignUp_SignUp",
    username,
    clientId: client.id,
    request: {
      userAttributes: attributes,
      validationData: input.ValidationData === undefined ? null : fromAttributeList(input.ValidationData),
      ...(input.ClientMetadata === undefined ? {} : { clientMetadata: input.ClientMetadata }),
    },
    response: EMPTY_RESPONSES.PreSignUp,
  });
  const user = context.users.create(pool, {
    username,
    sub,
    status: decision.confirm ? "CONFIRMED" : "UNCONFIRMED",
    attributes: { ...attributes, ...verifiedBy(context, decision, attributes) },
    credentials: input.Password === undefined ? null : createCredentials(pool, { username }, input.Password),
  });
  recordAuthEvent(context, { pool, user, type: "SignUp", response: "Pass", origin: input.UserContextData });
  const clientMetadata = input.ClientMetadata;
  const session = openSignedUpSession(context, { client, user, username: input.Username });
  if (decision.confirm) {
    const source = "PostConfirmation_ConfirmSignUp";
    await runPostConfirmation(context, { pool, user, client, source, clientMetadata });
    return { UserConfirmed: true, UserSub: sub };
  }
  const channel = signUpChannel(pool.settings.AutoVerifiedAttributes ?? [], user.attributes);
  if (channel === null || isTrue(user.attributes[`${channel.attribute}_verified`])) {
    return { UserConfirmed: false, UserSub: sub, ...session };
  }
  const CodeDeliveryDetails = await sendCode(context, {
    pool,
    user,
    client,
    channel,
    purpose: "sign-up",
    source: "CustomMessage_SignUp",
    clientMetadata: clientMetadata ?? {},
  });
  return { UserConfirmed: false, UserSub: sub, CodeDeliveryDetails, ...session };
});

/**
 * A user who signs in by code needs no password, if the client allows that.
 * @throws ServiceError InvalidPasswordException, InvalidParameterException
 */
function checkPassword(
  password: string | undefined,
  {
    client,
    pool,
    attributes,
  }: {
    readonly client: Client;
    readonly pool: Pool;
    readonly attributes: Readonly<Record<string, string>>;
  },
): void {
  if (password !== undefined) {
    checkPasswordPolicy(pool, password, signUpPasswordRefused);
    return;
  }
  const allowed = pool.settings.Policies.SignInPolicy.AllowedFirstAuthFactors;
  const autoVerified = pool.settings.AutoVerifiedAttributes ?? [];
  const isClientReady = isFlowAllowed(client.settings.ExplicitAuthFlows, "USER_AUTH");
  if (!isClientReady || !canDoWithoutPassword({ allowed, autoVerified, attributes })) {
    throw authParameterMissing("PASSWORD");
  }
}

/** What the PreSignUp trigger decided. */
interface Decision {
  readonly confirm: boolean;
  readonly verifyEmail: boolean;
  readonly verifyPhone: boolean;
}

async function runPreSignUp(
  { triggers }: Pick<OperationContext, "triggers">,
  call: TriggerCall,
): Promise<Decision> {
  const response = await triggers.run(call);
  return {
    confirm: response?.autoConfirmUser === true,
    verifyEmail: response?.autoVerifyEmail === true,
    verifyPhone: response?.autoVerifyPhone === true,
  };
}

/**
 * The `…_verified` flags of a new user. A trigger cannot verify what is not there
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html, `autoVerifyEmail`).
 */
function verifiedBy(
  { triggers }: Pick<OperationContext, "triggers">,
  { verifyEmail, verifyPhone }: Decision,
  attributes: Readonly<Record<string, string>>,
): Record<string, string> {
  const missing = [
    ...(verifyEmail && !attributes.email ? ["autoVerifyEmail: the user has no email"] : []),
    ...(verifyPhone && !attributes.phone_number ? ["autoVerifyPhone: the user has no phone_number"] : []),
  ];
  const [problem] = missing;
  if (problem !== undefined) throw triggers.refuseResponse("PreSignUp", `response.${problem}`);
  return {
    ...(attributes.email ? { email_verified: String(verifyEmail) } : {}),
    ...(attributes.phone_number ? { phone_number_verified: String(verifyPhone) } : {}),
  };
}
