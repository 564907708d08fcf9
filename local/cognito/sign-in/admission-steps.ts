/** The steps between a right password and the tokens. */
import { withoutUndefined } from "../../without-undefined.ts";
import { checkInvitedAttributes } from "../attributes/check-attributes.ts";
import { checkClientMayWrite, readableAttributes } from "../attributes/client-access.ts";
import { isTemporaryPasswordExpired } from "../domain/password-policy.ts";
import { triggerAttributes } from "../domain/trigger-event.ts";
import {
  attributeAlreadyProvided,
  newPasswordAttributesMissing,
  passwordResetRequired,
  sessionInvalid,
  temporaryPasswordExpired,
} from "../errors/sign-in-errors.ts";
import { checkPasswordPolicy, replaceCredentials } from "../new-credentials.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import { checkAccount, checkEnabledAccount, credentialState } from "./account-state.ts";
import { openSession, resumeSignIn } from "./challenge-session.ts";
import { answer, next, onceAuthenticated, type Progress, requireParameter, type SignIn } from "./sign-in.ts";

const NEW_PASSWORD_REQUIRED = "NEW_PASSWORD_REQUIRED";
const ATTRIBUTE_PREFIX = "userAttributes.";

/**
 * After a code: a user who must set a new password, after an import or a reset, need not set it to sign in without one
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html).
 *
 * @throws ServiceError NotAuthorizedException
 */
export const checkEnabled = onceAuthenticated((signIn) => {
  checkEnabledAccount(signIn.user);
  return next(signIn);
});

/** @throws ServiceError NotAuthorizedException, UserNotConfirmedException, PasswordResetRequiredException */
export const checkStatus = onceAuthenticated((signIn) => {
  const { user } = signIn;
  checkAccount(user);
  if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
  return next(signIn);
});

function missingAttributes(pool: Pool, attributes: Readonly<Record<string, string>>): readonly string[] {
  return pool.settings.SchemaAttributes.filter(({ Name, Required }) => Required && Name !== "sub")
    .map(({ Name }) => Name)
    .filter((name) => !attributes[name]);
}

/**
 * A user with a temporary password sets their own first.
 * @throws ServiceError NotAuthorizedException: the temporary password has run out
 */
export const requireNewPassword = onceAuthenticated((signIn) => {
  const { context, client, pool, user } = signIn;
  if (user.status !== "FORCE_CHANGE_PASSWORD") return next(signIn);
  const setAt = context.users.credentials(user)?.setAt ?? user.createdAt;
  if (
    isTemporaryPasswordExpired(pool.settings.Policies.PasswordPolicy, { setAt, now: context.clock.now() })
  ) {
    throw temporaryPasswordExpired();
  }
  const required = missingAttributes(pool, user.attributes).map((name) => `${ATTRIBUTE_PREFIX}${name}`);
  return answer({
    ChallengeName: NEW_PASSWORD_REQUIRED,
    Session: openSession(signIn, { step: NEW_PASSWORD_REQUIRED, state: {} }),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(required),
      userAttributes: JSON.stringify(readableAttributes(client, user.attributes)),
    },
  });
});

/** An address that was given just now is not verified. */
function unverified(user: User, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names
      .filter((name) => (name === "email" || name === "phone_number") && !user.attributes[name])
      .map((name) => [`${name}_verified`, "false"]),
  );
}

/**
 * The user's attributes with what came along with the new password.
 * @throws ServiceError InvalidParameterException, NotAuthorizedException
 */
function addAttributes({ client, pool, parameters }: SignIn, user: User): Readonly<Record<string, string>> {
  const given = Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => name.startsWith(ATTRIBUTE_PREFIX))
      .map(([name, value]) => [name.slice(ATTRIBUTE_PREFIX.length), value]),
  );
  const names = Object.keys(given);
  checkClientMayWrite(pool.settings, client, names);
  const provided = names.find((name) => (user.attributes[name] ?? given[name]) !== given[name]);
  if (provided !== undefined) throw attributeAlreadyProvided(provided);
  checkInvitedAttributes(pool.settings, given);
  const attributes = { ...user.attributes, ...unverified(user, names), ...given };
  const missing = missingAttributes(pool, attributes);
  if (missing.length > 0) throw newPasswordAttributesMissing(missing);
  return attributes;
}

/**
 * Handles the response to NEW_PASSWORD_REQUIRED. One that breaks the policy may be repeated with the same session: using the
 * session, checking and writing succeed or fail together.
 *
 * @throws ServiceError NotAuthorizedException, InvalidPasswordException, InvalidParameterException
 */
export function setNewPassword(signIn: SignIn): Progress {
  const { context, pool } = signIn;
  const password = requireParameter(signIn, "NEW_PASSWORD");
  return context.atomically(() => {
    const { signIn: resumed } = resumeSignIn(signIn, { step: NEW_PASSWORD_REQUIRED });
    if (resumed.user?.status !== "FORCE_CHANGE_PASSWORD") throw sessionInvalid();
    checkEnabledAccount(resumed.user);
    checkPasswordPolicy(pool, password);
    const user = context.users.update(pool, resumed.user, {
      status: "CONFIRMED",
      attributes: addAttributes(signIn, resumed.user),
      credentials: replaceCredentials(context, pool, resumed.user, password),
    });
    return next({
      ...resumed,
      user,
      memory: { ...resumed.memory, credentialState: credentialState(context, user) },
      tokenSource: "TokenGeneration_NewPasswordChallenge",
    });
  });
}

/** @throws ServiceError what the PostAuthentication trigger makes of it */
export const runPostAuthentication = onceAuthenticated(async (signIn) => {
  const { context, client, pool, user, clientMetadata } = signIn;
  await context.triggers.run({
    pool,
    trigger: "PostAuthentication",
    source: "PostAuthentication_Authentication",
    username: user.username,
    clientId: client.id,
    request: {
      userAttributes: triggerAttributes(user),
      // Set if devices are tracked: whether this one was not verified.
      newDeviceUsed: pool.settings.DeviceConfiguration !== undefined && signIn.device === null,
      ...withoutUndefined({ clientMetadata }),
    },
  });
  return next(signIn);
});
