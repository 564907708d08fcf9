/**
 * How a pool sends text messages: through Amazon SNS or AWS End User Messaging SMS
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SmsConfigurationType.html).
 */
import { invalidParameter, type ServiceError } from "../../protocol/service-error.ts";
import type { PoolSettings } from "../state/pool-settings.ts";

const senderAmbiguous = (): ServiceError =>
  invalidParameter("SmsConfiguration must contain either SnsCallerArn or EumsSms, but not both.");

const senderElsewhere = (region: string): ServiceError =>
  invalidParameter(`EumsSms Region must be the Region of the user pool: ${region}.`);

/**
 * @param region of the pool
 * @throws ServiceError InvalidParameterException
 */
export function checkSmsConfiguration(configuration: PoolSettings["SmsConfiguration"], region: string): void {
  if (configuration === undefined) return;
  const { SnsCallerArn = "", EumsSms } = configuration;
  if ((SnsCallerArn !== "") === (EumsSms !== undefined)) throw senderAmbiguous();
  if (EumsSms?.Region !== undefined && EumsSms.Region !== region) throw senderElsewhere(region);
}
