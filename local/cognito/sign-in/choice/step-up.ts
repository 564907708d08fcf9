/**
 * A sign-in that must reach a level: step-up authentication
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html#cognito-user-pools-step-up-user-auth).
 */
import { invalidParameter, ServiceError } from "../../../protocol/service-error.ts";
import { checkAccessToken } from "../../check-access-token.ts";
import {
  type CompletedFactor,
  chooseLevel,
  factorsIn,
  levelNamed,
  levelsNamed,
  type PossibleFactors,
  reaches,
} from "../../domain/authentication-level.ts";
import { factorsInUse } from "../../domain/second-factor.ts";
import { featureNotInTier } from "../../errors/resource-errors.ts";
import { sessionInvalid } from "../../errors/sign-in-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { poolFactors, userFactors } from "../mfa/user-factors.ts";
import { next, type Progress, type SignIn } from "../sign-in.ts";
import { availableFactors, simulatedFactors } from "./available-factors.ts";

const targetsMissing = (): ServiceError =>
  invalidParameter("TARGET_ACR_VALUES is required when ACCESS_TOKEN is provided.");

const targetsInvalid = (): ServiceError =>
  invalidParameter("TARGET_ACR_VALUES contains no valid authentication level.");

const maxAgeInvalid = (): ServiceError => invalidParameter("MAX_AGE must be a non-negative integer.");

const tokenOfAnother = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token does not belong to the user.");

const alreadyReached = (): ServiceError =>
  invalidParameter("The access token already satisfies the requested authentication level.");

export const levelOutOfReach = (): ServiceError =>
  new ServiceError(
    "NotAuthorizedException",
    "User has no authentication factors that satisfy the requested authentication level.",
  );

type Context = Pick<OperationContext, "documents" | "mfa" | "passkeys" | "users">;

/** The factors of a user, or those that an unknown user seems to have. */
export function possibleFactors(
  context: Context,
  pool: Pool,
  { user, username }: { readonly user: User | null; readonly username: string },
): PossibleFactors {
  if (user === null) return { first: simulatedFactors(pool, username), second: [] };
  return {
    first: availableFactors(context, pool, user),
    second: factorsInUse(poolFactors(pool), userFactors(context, user)),
  };
}

/** @throws ServiceError InvalidParameterException */
function readMaxAge({ MAX_AGE: text }: SignIn["parameters"]): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,10}$/.test(text)) throw maxAgeInvalid();
  return Number(text);
}

interface Credit {
  readonly completed: readonly CompletedFactor[];
  /** The claim `acr`. */
  readonly acr: unknown;
}

/**
 * What the client's access token is good for; `null` if the sign-in is too old. A provider's methods are not the pool's, and a
 * password that was changed since must be given again.
 *
 * @throws ServiceError NotAuthorizedException: the token of another user or client, or an invalid one
 */
function readCredit({ context, client, user, parameters }: SignIn, maxAge: number | null): Credit | null {
  const { ACCESS_TOKEN: token } = parameters;
  if (token === undefined) return null;
  const caller = checkAccessToken(token, context);
  if (user === null || caller.user.key !== user.key || caller.client.id !== client.id) throw tokenOfAnother();
  const { claims } = caller;
  const authTime = Number(claims.auth_time);
  if (maxAge !== null && Math.floor(context.clock.now() / 1000) - authTime > maxAge) return null;
  const family =
    typeof claims.origin_jti === "string" ? context.refreshTokens.family(claims.origin_jti) : null;
  if (family?.details.isFederated) return { completed: [], acr: null };
  const completed = Array.isArray(claims.amr) ? factorsIn(claims.amr) : [];
  return { completed: stillValid(context, user, completed, authTime), acr: claims.acr };
}

/** @param authTime in seconds */
export function stillValid(
  { users }: Pick<OperationContext, "users">,
  user: User,
  completed: readonly CompletedFactor[],
  authTime: number,
): readonly CompletedFactor[] {
  const setAt = users.credentials(user)?.setAt;
  const isChanged = setAt === undefined || Math.floor(setAt / 1000) > authTime;
  return isChanged ? completed.filter((factor) => factor !== "pwd") : completed;
}

/**
 * The step that reads `TARGET_ACR_VALUES`, `ACCESS_TOKEN` and `MAX_AGE`: of USER_AUTH at the API, of every flow on the pages, which
 * bring the factors of the browser's session along.
 *
 * @throws ServiceError InvalidParameterException, NotAuthorizedException, FeatureUnavailableInTierException
 */
export function readTarget(signIn: SignIn): Progress {
  const { context, memory, parameters, pool, user, username } = signIn;
  const { TARGET_ACR_VALUES: list, ACCESS_TOKEN: token } = parameters;
  if (memory.entrance !== "hosted" && memory.flow !== "USER_AUTH") return next(signIn);
  if (list === undefined) {
    if (token !== undefined) throw targetsMissing();
    return next(signIn);
  }
  const { AcrConfiguration, UserPoolTier } = pool.settings;
  if (UserPoolTier === "LITE") throw featureNotInTier("LITE", "Step-up Authentication");
  const levels = levelsNamed(AcrConfiguration, list);
  if (levels.length === 0) throw targetsInvalid();
  const credit = readCredit(signIn, readMaxAge(parameters));
  const completed = credit?.completed ?? memory.completed;
  const target = chooseLevel(levels, possibleFactors(context, pool, { user, username }), completed);
  if (target === null) throw levelOutOfReach();
  const reached = levelNamed(AcrConfiguration, credit?.acr) ?? 0;
  // A name that the pool no longer has counts for nothing, but the factors do: then there is nothing left to ask for.
  if (reached >= target || reaches(completed, target)) throw alreadyReached();
  return next({ ...signIn, memory: { ...memory, completed, target } });
}

/**
 * All or nothing: the last look before there are tokens.
 * @throws ServiceError NotAuthorizedException: a factor that counted is gone since
 */
export function checkTarget(signIn: SignIn): Progress {
  const { completed, target } = signIn.memory;
  if (target !== null && !reaches(completed, target)) throw sessionInvalid();
  return next(signIn);
}
