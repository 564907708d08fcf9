import { attestationKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { makeSecret } from "../otp/one-time-code.ts";

/** How long it may take until the trigger runs, in milliseconds: the call with the attestation follows at once. */
const VALID_MS = 60_000;

/** Cognito calls a late trigger again for the same event: up to three times, five seconds each. In milliseconds. */
const REDELIVERED_WITHIN_MS = 20_000;

/** The member of Cognito's `ClientMetadata` that carries an attestation. */
export const ATTESTATION = "attestation";

/** What our API states, and for which account. */
interface Statement {
  /** Such as `confirm`: an attestation is valid for one purpose only. */
  readonly purpose: string;
  /** The account, by a name that the trigger has too. Stored as a digest. */
  readonly subject: string;
}

/**
 * Tells a trigger that a call came from our API. Every caller of Cognito's public operations may send any `ClientMetadata`, so
 * a plain value there shows nothing. An attestation is 256 random bits, and the table holds only their digest, together with
 * the statement.
 *
 * @param now milliseconds since the epoch
 * @returns the attestation, to send as {@link ATTESTATION} in `ClientMetadata`; valid for a minute and for one event
 * @throws AwsError or a network error
 */
export async function issueAttestation(
  table: ActivityTable,
  { purpose, subject }: Statement,
  now: number,
): Promise<string> {
  const attestation = makeSecret();
  const validUntil = now + VALID_MS;
  await table.put({
    ...attestationKey({ purpose, subject, attestation }),
    validUntil,
    expiresAt: Math.ceil((validUntil + REDELIVERED_WITHIN_MS) / 1000),
  });
  return attestation;
}

/**
 * Uses up an attestation by one conditional write. It can be redeemed again within seconds, since Cognito may deliver the same
 * event more than once and both deliveries must have the same result.
 *
 * @param attestation as the event has it: anything
 * @returns whether our API made this statement a moment ago
 * @throws AwsError or a network error
 */
export async function redeemAttestation(
  table: ActivityTable,
  { purpose, subject, attestation }: Statement & { readonly attestation: string | undefined },
  now: number,
): Promise<boolean> {
  if (!attestation) return false;
  const redeemed = await table.update({
    key: attestationKey({ purpose, subject, attestation }),
    expression: "SET #redeemedAt = if_not_exists(#redeemedAt, :now)",
    condition: "#validUntil > :now AND (attribute_not_exists(#redeemedAt) OR #redeemedAt > :recently)",
    values: { now, recently: now - REDELIVERED_WITHIN_MS },
  });
  return redeemed !== undefined;
}
