/**
 * Lets functions do to tables what their roles allow, and nothing else, as IAM does: a right that a role lacks is then found
 * on the laptop. Other credentials may do everything.
 */
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { FunctionRights } from "../iam/function-roles.ts";
import { isAllowed } from "../iam/policy.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { accessKeyOf } from "../protocol/signature-header.ts";
import { BodyTooLarge, readBody } from "../server/read-body.ts";
import type { DynamoDbService, TableDefinition } from "./create-dynamodb-service.ts";
import { type TableAccess, tableAccesses } from "./table-access.ts";

/** DynamoDB takes no more (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html). */
const MAX_BYTES = 16 * 1024 * 1024;

interface Surroundings {
  readonly region: string;
  readonly accountId: string;
  readonly rights: () => FunctionRights;
  readonly definitionOf: (table: string) => TableDefinition | undefined;
  /** Told of every refusal, in one sentence: a trigger that only writes things down does not tell that it could not. */
  readonly onRefused: (message: string) => void;
}

function parse(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The request again, its body unread. */
function replay(request: IncomingMessage, body: Buffer): IncomingMessage {
  const { method, url, headers, httpVersion, socket } = request;
  return Object.assign(Readable.from([body], { objectMode: false }), {
    method,
    url,
    headers,
    httpVersion,
    socket,
    complete: true,
  }) as unknown as IncomingMessage;
}

export function guardTables(
  service: DynamoDbService,
  { region, accountId, rights, definitionOf, onRefused }: Surroundings,
): DynamoDbService {
  const arnOf = ({ table, index }: TableAccess) => {
    const name = table.startsWith("arn:") ? table : `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;
    return index === null ? name : `${name}/index/${index}`;
  };

  /** The resource that is out of reach; `null` where none is. */
  function refusedResource(accessKey: string, operation: string, input: Readonly<Record<string, unknown>>) {
    const statements = rights().get(accessKey) ?? [];
    const refused = tableAccesses(operation, input, definitionOf).find(
      (access) =>
        !isAllowed(statements, {
          action: `dynamodb:${operation}`,
          resource: arnOf(access),
          context: { "dynamodb:LeadingKeys": access.partitions },
        }),
    );
    return refused === undefined ? null : arnOf(refused);
  }

  return {
    ...service,
    handle: async (request, response) => {
      const accessKey = accessKeyOf(request.headers.authorization);
      if (accessKey === null || !rights().has(accessKey)) return service.handle(request, response);
      const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      const body = await readBody(request, MAX_BYTES).catch((error: unknown) => {
        if (error instanceof BodyTooLarge) return null;
        throw error;
      });
      const input = body === null ? null : parse(body);
      // What is not JSON is DynamoDB's to refuse.
      const resource = input === null ? null : refusedResource(accessKey, operation, input);
      const again = replay(request, body ?? Buffer.alloc(0));
      if (resource === null) return service.handle(again, response);
      const message = `User: ${accessKey} is not authorized to perform: dynamodb:${operation} on resource: ${resource} because no identity-based policy allows the dynamodb:${operation} action`;
      onRefused(message);
      return service.refuse(again, response, new ServiceError("AccessDeniedException", message));
    },
  };
}
