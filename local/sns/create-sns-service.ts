/**
 * The part of Amazon SNS that sends text messages: Publish to a PhoneNumber, into the inbox
 * (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
 */
import type { Outbox } from "../inbox/message.ts";
import { createQueryService, type QueryService } from "../protocol/query-service.ts";
import { createPublish } from "./publish.ts";

export function createSnsService({ outbox }: { readonly outbox: Outbox }): QueryService {
  return createQueryService({
    namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
    version: "2010-03-31",
    operations: { Publish: createPublish(outbox) },
  });
}
