/**
 * The key that encrypts a pool's data
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_KeyConfigurationType.html).
 */
import { invalidParameter, type ServiceError } from "../../protocol/service-error.ts";
import type { PoolSettings } from "../state/pool-settings.ts";

type KeyConfiguration = PoolSettings["KeyConfiguration"];

const keyArnMissing = (): ServiceError =>
  invalidParameter("KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY.");

const keyTypeMismatch = (): ServiceError =>
  invalidParameter("KmsKeyArn can only be provided when KeyType is CUSTOMER_MANAGED_KEY.");

const keyMalformed = (region: string): ServiceError =>
  invalidParameter(`KmsKeyArn must be the ARN of a KMS key in ${region}.`);

/** `arn:aws:kms:eu-central-1:111122223333:key/…`; the id of a multi-Region key begins with `mrk-`. */
const KEY = /^arn:[\w-]+:kms:([\w-]+):\d{12}:key\/(mrk-)?[\w-]+$/;

/**
 * @param region of the pool
 * @throws ServiceError InvalidParameterException
 */
export function checkKeyConfiguration(configuration: KeyConfiguration, region: string): void {
  const { KeyType, KmsKeyArn } = configuration ?? {};
  if (KeyType !== "CUSTOMER_MANAGED_KEY") {
    if (KmsKeyArn !== undefined) throw keyTypeMismatch();
    return;
  }
  if (KmsKeyArn === undefined) throw keyArnMissing();
  if (KEY.exec(KmsKeyArn)?.[1] !== region) throw keyMalformed(region);
}

/** Whether other Regions have the key, too: a replica needs it. */
export const isMultiRegionKey = (configuration: KeyConfiguration): boolean =>
  KEY.exec(configuration?.KmsKeyArn ?? "")?.[2] !== undefined;
