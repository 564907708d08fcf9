/**
 * The policy of a browser's upload: what the form may send
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
 */
import type { IssuedCredentialsSource } from "../iam/issued-credentials.ts";
import type { Session } from "../iam/session.ts";
import { parseCredential, signaturesMatch, signText } from "../protocol/signature-v4.ts";
import { findSigner } from "./check-authentication.ts";
import {
  accessDenied,
  invalidArgument,
  policyExpired,
  policyInvalid,
  policyRefused,
  signatureMismatch,
  unknownAccessKey,
} from "./s3-error.ts";

/** The form's fields before the file, names in lower case. */
export type FormFields = ReadonlyMap<string, string>;

/** The allowed number of bytes of the file. */
export interface SizeLimits {
  readonly least: number;
  readonly most: number;
}

interface Policy {
  readonly expiration: string;
  readonly conditions: readonly unknown[];
}

/** S3's own limit for one POST: 5 GiB. */
const MAX_POST_BYTES = 5 * 1024 ** 3;

/** Fields that no condition has to cover. */
const UNCOVERED = new Set(["policy", "x-amz-signature", "signature", "awsaccesskeyid", "file"]);

/**
 * Checks a form against its signed policy: signature, expiry, every condition, and that a condition covers every field.
 *
 * @param bucket the bucket that the form was posted to, for a condition on `bucket`
 * @returns the limits to check for the file, and the session that signed the form, if there is one
 * @throws S3Error
 */
export function checkPostPolicy(
  fields: FormFields,
  bucket: string,
  source: IssuedCredentialsSource,
): { readonly limits: SizeLimits; readonly session: Session | null } {
  const encoded = fields.get("policy");
  if (encoded === undefined) throw accessDenied();
  const session = checkSignature(fields, encoded, source);
  const policy = parsePolicy(encoded);
  if (source.clock.now() > Date.parse(policy.expiration)) throw policyExpired();
  const covered = new Set<string>();
  let limits: SizeLimits = { least: 0, most: MAX_POST_BYTES };
  for (const condition of policy.conditions.flatMap(expand)) {
    if (condition.operator === "content-length-range") {
      limits = condition.limits;
    } else {
      covered.add(condition.field);
      checkCondition(condition, condition.field === "bucket" ? bucket : fields.get(condition.field));
    }
  }
  const extra = [...fields.keys()].filter(
    (name) => !covered.has(name) && !UNCOVERED.has(name) && !name.startsWith("x-ignore-"),
  );
  if (extra.length > 0) throw policyRefused(`Extra input fields: ${extra.join(", ")}`);
  return { limits, session };
}

function checkSignature(
  fields: FormFields,
  encodedPolicy: string,
  source: IssuedCredentialsSource,
): Session | null {
  const [algorithm, credential, , signature] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Signature",
  ].map((name) => {
    const value = fields.get(name.toLowerCase());
    if (value === undefined) {
      throw invalidArgument(
        `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
        name,
      );
    }
    return value;
  }) as [string, string, string, string];
  if (algorithm !== "AWS4-HMAC-SHA256") {
    throw invalidArgument("Only AWS4-HMAC-SHA256 is supported", "X-Amz-Algorithm", algorithm);
  }
  const scope = parseCredential(credential, "s3");
  if (scope === null) throw invalidArgument("Invalid credential", "X-Amz-Credential", credential);
  const signer = findSigner(source, scope.accessKeyId, fields.get("x-amz-security-token") ?? null);
  if (signer === null) throw unknownAccessKey(scope.accessKeyId);
  if (!signaturesMatch(signText(encodedPolicy, scope, signer.secret), signature)) throw signatureMismatch();
  return signer.session;
}

function parsePolicy(encoded: string): Policy {
  let policy: Partial<Policy>;
  try {
    policy = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
  } catch {
    throw policyInvalid("Invalid JSON.");
  }
  if (typeof policy.expiration !== "string" || Number.isNaN(Date.parse(policy.expiration))) {
    throw policyInvalid("Policy missing expiration.");
  }
  if (!Array.isArray(policy.conditions)) throw policyInvalid("Policy missing conditions.");
  return { expiration: policy.expiration, conditions: policy.conditions };
}

interface FieldCondition {
  readonly operator: "eq" | "starts-with";
  readonly field: string;
  readonly value: string;
}

type Condition = FieldCondition | { readonly operator: "content-length-range"; readonly limits: SizeLimits };

/** A condition is `{"field": "value"}`, `[operator, "$field", value]` or `["content-length-range", least, most]`. */
function expand(condition: unknown): Condition[] {
  if (Array.isArray(condition)) return [readTriple(condition)];
  if (condition !== null && typeof condition === "object") {
    return Object.entries(condition).map(([field, value]) => ({
      operator: "eq",
      field: field.toLowerCase(),
      value: String(value),
    }));
  }
  throw policyInvalid("Invalid Simple-Condition");
}

function readTriple([operator, first, second]: readonly unknown[]): Condition {
  const name = String(operator).toLowerCase();
  if (name === "content-length-range") {
    const limits = { least: Number(first), most: Number(second) };
    if (Number.isSafeInteger(limits.least) && Number.isSafeInteger(limits.most)) {
      return { operator: name, limits };
    }
  } else if (
    (name === "eq" || name === "starts-with") &&
    typeof first === "string" &&
    first.startsWith("$")
  ) {
    return { operator: name, field: first.slice(1).toLowerCase(), value: String(second) };
  }
  throw policyInvalid(`Invalid Condition: ${JSON.stringify([operator, first, second])}`);
}

function checkCondition(condition: FieldCondition, given: string | undefined): void {
  const holds =
    given !== undefined &&
    (condition.operator === "eq" ? given === condition.value : given.startsWith(condition.value));
  if (!holds) {
    throw policyRefused(
      `Policy Condition failed: ["${condition.operator}", "$${condition.field}", "${condition.value}"]`,
    );
  }
}
