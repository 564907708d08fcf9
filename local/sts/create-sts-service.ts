/**
 * The part of AWS STS that identities use
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html).
 */

import { roleIdOf, type Session, sessionArn } from "../iam/session.ts";
import type { IdentityService } from "../identity-pools/identity-service.ts";
import { LOCAL_ACCOUNT_ID } from "../local-credentials.ts";
import {
  authenticationMissing,
  createQueryService,
  QueryError,
  type QueryOperation,
  type QueryService,
} from "../protocol/query-service.ts";
import { accessKeyOf } from "../protocol/signature-header.ts";

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

/** The used claims of an identity pool's token. */
function sessionOf(
  roleArn: string,
  name: string,
  claims: Readonly<Record<string, unknown>>,
  form: URLSearchParams,
): Session {
  const policy = form.get("Policy");
  const tags = claims["https://aws.amazon.com/tags"] as
    | { readonly principal_tags: Readonly<Record<string, readonly string[]>> }
    | undefined;
  return {
    roleArn,
    name,
    tags: Object.fromEntries(
      Object.entries(tags?.principal_tags ?? {}).map(([tag, values]) => [tag, values[0] ?? ""]),
    ),
    webIdentity: {
      aud: String(claims.aud),
      sub: String(claims.sub),
      amr: Array.isArray(claims.amr) ? claims.amr.map(String) : [],
    },
    ...(policy !== null && { policy: readSessionPolicy(policy) }),
  };
}

/** The quota that a session policy has without its packing. */
const MAX_POLICY_LENGTH = 2048;

/** @throws QueryError MalformedPolicyDocument, PackedPolicyTooLarge */
function readSessionPolicy(text: string): unknown {
  if (text.length > MAX_POLICY_LENGTH) {
    throw new QueryError(
      "PackedPolicyTooLarge",
      `The session policy is over ${MAX_POLICY_LENGTH} characters.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new QueryError("MalformedPolicyDocument", "This policy contains invalid Json");
  }
}

/** @throws QueryError ValidationError */
function durationOf(form: URLSearchParams, roleMaximum: number | null): number {
  const duration = Number(form.get("DurationSeconds") ?? HOUR);
  if (!Number.isInteger(duration) || duration < SHORTEST || duration > LONGEST) {
    throw new QueryError("ValidationError", `DurationSeconds must be between ${SHORTEST} and ${LONGEST}.`);
  }
  if (duration > (roleMaximum ?? LONGEST)) {
    throw new QueryError(
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  }
  return duration;
}

export function createStsService(identity: IdentityService): QueryService {
  const assumeRoleWithWebIdentity: QueryOperation = async ({ form }) => {
    const role = requireValid(form, "RoleArn", ROLE_ARN);
    const session = requireValid(form, "RoleSessionName", /^[\w+=,.@-]{2,64}$/);
    const duration = durationOf(form, identity.maxSessionSeconds(role));
    if ([...form.keys()].some((name) => name.startsWith("PolicyArns."))) {
      throw new QueryError("ValidationError", "PolicyArns is not modelled by the local cloud.");
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
    const asked = sessionOf(role, session, verdict.claims, form);
    const issued = identity.assume(asked, duration);
    if (issued === null) {
      throw new QueryError("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403);
    }
    return {
      SubjectFromWebIdentityToken: verdict.claims.sub,
      Audience: verdict.claims.aud,
      AssumedRoleUser: { Arn: sessionArn(asked), AssumedRoleId: `${roleIdOf(role)}:${session}` },
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
    const accessKeyId = accessKeyOf(authorization);
    if (accessKeyId === null) throw authenticationMissing();
    const known = identity.credentials.findIssued(accessKeyId);
    return {
      Arn: known ? sessionArn(known.session) : `arn:aws:iam::${LOCAL_ACCOUNT_ID}:root`,
      UserId: known ? `${roleIdOf(known.session.roleArn)}:${known.session.name}` : LOCAL_ACCOUNT_ID,
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
