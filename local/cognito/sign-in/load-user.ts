import { checkSecretHash, hidesUnknownUsers } from "../check-client.ts";
import { isTrue } from "../domain/boolean-attribute.ts";
import { triggerAttributes } from "../domain/trigger-event.ts";
import { credentialsWrong } from "../errors/sign-in-errors.ts";
import { userNotFound } from "../errors/user-errors.ts";
import { migrateUser } from "../migration/migrate-user.ts";
import type { User } from "../state/user-repository.ts";
import { credentialState } from "./account-state.ts";
import {
  complete,
  next,
  onceAuthenticated,
  type Progress,
  requireParameter,
  type SignIn,
} from "./sign-in.ts";

/**
 * Finds the user and checks the client's secret. If the client hides unknown users, they get the same challenges but never
 * tokens; so does a provider's user at every client: "federated users must use managed login to sign in", so none of the steps
 * here is for them
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html).
 *
 * @throws ServiceError UserNotFoundException, NotAuthorizedException, InvalidParameterException
 */
export function loadUser(signIn: SignIn): Progress {
  const { context, client, parameters, memory } = signIn;
  const username = requireParameter(signIn, "USERNAME");
  const user = findBySignInName(signIn, username);
  checkSecretHash(client, parameters.SECRET_HASH, [username, ...(user ? [user.username] : [])]);
  if (user === null && !hidesUnknownUsers(client)) throw userNotFound();
  const own = user?.status === "EXTERNAL_PROVIDER" ? null : user;
  const state = own && credentialState(context, own);
  return next({ ...signIn, username, user: own, memory: { ...memory, credentialState: state } });
}

/** A `sub` that is not the username is not a name to sign in with (measured on AWS, ministack#1758), though it names the user elsewhere. */
function findBySignInName({ context, pool }: SignIn, name: string): User | null {
  const user = context.users.find(pool, name);
  return user?.sub === name && user.username !== name ? null : user;
}

/**
 * For a user who is known to exist: they may have been deleted a moment ago.
 * @throws ServiceError NotAuthorizedException
 */
export function requireUser(signIn: SignIn): Progress {
  if (signIn.user === null) throw credentialsWrong();
  return next(signIn);
}

/** What a sign-up that was completed just now stands for: the password that was chosen, or the address that was verified. */
export const creditSignUp = onceAuthenticated((signIn) => {
  const { context, user } = signIn;
  if (context.users.credentials(user) !== null) return next(complete(signIn, "pwd"));
  return next(complete(signIn, isTrue(user.attributes.email_verified) ? "email_otp" : "sms"));
});

/**
 * Runs before the user is looked up, in flows that send the password itself: a user of the former system is migrated.
 * @throws ServiceError NotAuthorizedException, UserNotFoundException, InvalidParameterException
 */
export async function migrateOnSignIn(signIn: SignIn): Promise<Progress> {
  const { context, client, pool, parameters, validationData } = signIn;
  await migrateUser(context, {
    pool,
    client,
    username: requireParameter(signIn, "USERNAME"),
    secretHash: parameters.SECRET_HASH,
    source: "UserMigration_Authentication",
    password: requireParameter(signIn, "PASSWORD"),
    validationData,
    clientMetadata: undefined,
  });
  return next(signIn);
}

/** @throws ServiceError what the PreAuthentication trigger makes of it */
export async function runPreAuthentication(signIn: SignIn): Promise<Progress> {
  const { context, client, pool, user, username, validationData } = signIn;
  await context.triggers.run({
    pool,
    trigger: "PreAuthentication",
    source: "PreAuthentication_Authentication",
    username: user?.username ?? username,
    clientId: client.id,
    request: {
      userAttributes: user ? triggerAttributes(user) : {},
      validationData,
      ...(hidesUnknownUsers(client) ? { userNotFound: user === null } : {}),
    },
  });
  return next(signIn);
}
