/**
 * As much of AWS STS as identities ask for, in the AWS Query protocol: `Action=…` as a form, XML as an answer
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html).
 */
import { randomUUID } from "node:crypto";
import type { IdentityService } from "../identity-pools/identity-service.ts";
import { principalOf } from "../identity-pools/operations/credential-operations.ts";
import { LOCAL_ACCOUNT_ID } from "../local-credentials.ts";

export interface StsService {
  /** @param authorization the request's header of that name */
  handle(form: URLSearchParams, authorization: string | undefined): Promise<StsAnswer>;
}

interface StsAnswer {
  readonly status: number;
  readonly body: string;
}

/** What the service says no with. */
class StsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const escapeXml = (text: string) => text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);

function toXml(value: unknown): string {
  if (typeof value !== "object" || value === null) return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, member]) => `<${name}>${toXml(member)}</${name}>`)
    .join("");
}

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

function answer(action: string, result: object): StsAnswer {
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  const body = `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${toXml(result)}</${action}Result>${metadata}</${action}Response>`;
  return { status: 200, body };
}

function refuse({ code, message, status }: StsError): StsAnswer {
  const error = toXml({ Type: "Sender", Code: code, Message: message });
  const body = `<ErrorResponse xmlns="${NAMESPACE}"><Error>${error}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
  return { status, body };
}

const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const HOUR = 3600;
const [SHORTEST, LONGEST] = [900, 12 * HOUR];

/** @throws StsError ValidationError */
function requireValid(form: URLSearchParams, name: string, pattern: RegExp): string {
  const value = form.get(name) ?? "";
  if (!pattern.test(value)) {
    throw new StsError(
      "ValidationError",
      `1 validation error detected: Value '${value}' at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern.source}`,
    );
  }
  return value;
}

export function createStsService(identity: IdentityService): StsService {
  async function assumeRoleWithWebIdentity(form: URLSearchParams): Promise<StsAnswer> {
    const role = requireValid(form, "RoleArn", ROLE_ARN);
    const session = requireValid(form, "RoleSessionName", /^[\w+=,.@-]{2,64}$/);
    const duration = Number(form.get("DurationSeconds") ?? HOUR);
    if (!Number.isInteger(duration) || duration < SHORTEST || duration > LONGEST) {
      throw new StsError("ValidationError", `DurationSeconds must be between ${SHORTEST} and ${LONGEST}.`);
    }
    const verdict = await identity.readOpenIdToken(form.get("WebIdentityToken") ?? "");
    if (verdict.kind === "expired") {
      throw new StsError(
        "ExpiredTokenException",
        `Token expired: current date/time ${verdict.now} must be before the expiration date/time ${verdict.exp}`,
      );
    }
    if (verdict.kind === "invalid") {
      throw new StsError(
        "InvalidIdentityToken",
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
      );
    }
    const arn = principalOf(role, LOCAL_ACCOUNT_ID, session);
    const issued = identity.credentials.issue(arn, duration);
    return answer("AssumeRoleWithWebIdentity", {
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
    });
  }

  /** Whose credentials signed the request; any that were not issued here are the account's own. */
  function getCallerIdentity(authorization: string | undefined): StsAnswer {
    const accessKeyId = /Credential=([^/,]+)\//.exec(authorization ?? "")?.[1];
    if (accessKeyId === undefined) {
      throw new StsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
    }
    const known = identity.credentials.findIssued(accessKeyId);
    return answer("GetCallerIdentity", {
      Arn: known?.principalArn ?? `arn:aws:iam::${LOCAL_ACCOUNT_ID}:root`,
      UserId: known ? "AROALOCAL" : LOCAL_ACCOUNT_ID,
      Account: LOCAL_ACCOUNT_ID,
    });
  }

  return {
    async handle(form, authorization) {
      try {
        switch (form.get("Action")) {
          case "AssumeRoleWithWebIdentity":
            return await assumeRoleWithWebIdentity(form);
          case "GetCallerIdentity":
            return getCallerIdentity(authorization);
          default:
            throw new StsError(
              "InvalidAction",
              `Could not find operation ${form.get("Action")} for version 2011-06-15`,
            );
        }
      } catch (error) {
        if (error instanceof StsError) return refuse(error);
        throw error;
      }
    },
  };
}
