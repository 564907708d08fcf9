/**
 * Pools that send their own mails and text messages
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html).
 */
import type { EncryptCode } from "../../kms/encrypt-code.ts";
import { triggerAttributes } from "../domain/trigger-event.ts";
import { senderKeyMissing } from "../errors/trigger-errors.ts";
import type { OutgoingCode, SenderSource, Triggers } from "../trigger-port.ts";
import { triggerTarget } from "../trigger-target.ts";

const SENDERS = {
  EMAIL: { trigger: "CustomEmailSender", type: "customEmailSenderRequestV1" },
  SMS: { trigger: "CustomSMSSender", type: "customSMSSenderRequestV1" },
} as const;

/**
 * Hands the code, encrypted, to the pool's own sender; the CustomMessage trigger is not asked then.
 * @returns whether there is one
 * @throws ServiceError InvalidParameterException: the pool has no key; what the trigger makes of it
 */
export async function sendByFunction(
  triggers: Triggers,
  encryptCode: EncryptCode,
  { pool, user, clientId, source, medium, code, clientMetadata }: OutgoingCode,
): Promise<boolean> {
  const { trigger, type } = SENDERS[medium];
  if (triggerTarget(pool.settings, trigger) === null) return false;
  const keyArn = pool.settings.LambdaConfig.KMSKeyID;
  if (keyArn === undefined) throw senderKeyMissing();
  await triggers.run({
    pool,
    trigger,
    source: source.replace(/^CustomMessage/, trigger) as SenderSource,
    username: user.username,
    clientId,
    request: {
      type,
      code: await encryptCode({ keyArn, poolId: pool.id, plaintext: code }),
      clientMetadata,
      userAttributes: triggerAttributes(user),
    },
    response: {},
  });
  return true;
}
