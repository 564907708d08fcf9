/**
 * As much of AWS STS as identities ask for
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html).
 */
import type { IdentityService } from "../identity-pools/identity-service.ts";
import { principalOf } from "../identity-pools/operations/credential-operations.ts";
import { LOCAL_ACCOUNT_ID } from "../local-credentials.ts";
import {
  authenticationMissing,
  createQueryService,
  QueryError,
  type QueryOperation,
  type QueryService,
} from "../protocol/query-service.ts";

const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const HOUR = 3600;
const [SHORTEST, LONGEST] = [900, 12 * HOUR];

/** @throws QueryError ValidationError */
function requireValid(form: URLSearchParams, name: string, pattern: RegExp): string {
  const value = form.get(name) ?? "";
  if (!pattern.test(value)) {
    throw new QueryError(
      "ValidationError",
      `1 validation error detected: Value '${value}' at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern.source}`,
    );
  }
  return value;
}

export function createStsService(identity: IdentityService): QueryService {
  const assumeRoleWithWebIdentity: QueryOperation = async ({ form }) => {
    const role = requireValid(form, "RoleArn", ROLE_ARN);
    const session = requireValid(form, "RoleSessionName", /^[\w+=,.@-]{2,64}$/);
    const duration = Number(form.get("DurationSeconds") ?? HOUR);
    if (!Number.isInteger(duration) || duration < SHORTEST || duration > LONGEST) {
      throw new QueryError("ValidationError", `DurationSeconds must be between ${SHORTEST} and ${LONGEST}.`);
    }
    const verdict = await identity.readOpenIdToken(form.get("WebIdentityToken") ?? "");
    if (verdict.kind === "expired") {
      throw new QueryError(
        "ExpiredTokenException",
        `Token expired: current date/time ${verdict.now} must be before the expiration date/time ${verdict.exp}`,
      );
    }
    if (verdict.kind === "invalid") {
      throw new QueryError(
        "InvalidIdentityToken",
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
      );
    }
    const arn = principalOf(role, LOCAL_ACCOUNT_ID, session);
    const issued = identity.credentials.issue(arn, duration);
    return {
      SubjectFromWebIdentityToken: verdict.claims.sub,
      Audience: verdict.claims.aud,
      AssumedRoleUser: { Arn: arn, AssumedRoleId: `AROALOCAL:${session}` },
      Credentials: {
        AccessKeyId: issued.accessKeyId,
        SecretAccessKey: issued.secretAccessKey,
        SessionToken: issued.sessionToken,
        Expiration: new Date(issued.expiresAt).toISOString(),
      },
      Provider: "cognito-identity.amazonaws.com",
    };
  };

  /** Whose credentials signed the request; any that were not issued here are the account's own. */
  const getCallerIdentity: QueryOperation = ({ authorization }) => {
    const accessKeyId = /Credential=([^/,]+)\//.exec(authorization ?? "")?.[1];
    if (accessKeyId === undefined) throw authenticationMissing();
    const known = identity.credentials.findIssued(accessKeyId);
    return {
      Arn: known?.principalArn ?? `arn:aws:iam::${LOCAL_ACCOUNT_ID}:root`,
      UserId: known ? "AROALOCAL" : LOCAL_ACCOUNT_ID,
      Account: LOCAL_ACCOUNT_ID,
    };
  };

  return createQueryService({
    namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    version: "2011-06-15",
    operations: {
      AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
      GetCallerIdentity: getCallerIdentity,
    },
  });
}
