import { queryOptions } from "@tanstack/react-query";
import { askLocal } from "../laptop/local-api.ts";

/** A service that is made to fail. */
export interface Fault {
  readonly id: string;
  readonly service: string;
  readonly operation?: string;
  readonly error: string;
  readonly status: number;
  readonly timesLeft?: number;
}

/** Named as in a request's signature. */
export const SERVICES = {
  "cognito-idp": "Cognito user pools",
  "cognito-identity": "Cognito identity pools",
  dynamodb: "DynamoDB",
  kms: "KMS",
  s3: "S3",
  ses: "SES",
  sns: "SNS",
  sts: "STS",
} as const;

export type Service = keyof typeof SERVICES | "*";

/** Their requests name the operation. */
export const TARGETED: readonly string[] = ["cognito-idp", "cognito-identity", "dynamodb", "kms"];

export const faultsQuery = queryOptions({
  queryKey: ["local", "faults"],
  queryFn: async ({ signal }) =>
    (await askLocal<{ readonly faults: readonly Fault[] }>("faults", { signal })).faults,
  refetchInterval: 4000,
});
