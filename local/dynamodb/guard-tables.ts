/**
 * Checks the policies of role sessions for every request to a table, as IAM does. Sessions are functions, so that a missing
 * right of a role is found on the laptop, and users with credentials of an identity pool. Other credentials may do everything.
 */
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { Authorizer } from "../iam/authorizer.ts";
import type { Access } from "../iam/decide.ts";
import type { FunctionSessions } from "../iam/function-roles.ts";
import type { IssuedCredentialsSource } from "../iam/issued-credentials.ts";
import type { Session } from "../iam/session.ts";
import { checkSessionSignature, tokenInvalid } from "../iam/signed-request.ts";
import { isIssuedAccessKey } from "../local-credentials.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { accessKeyOf } from "../protocol/signature-header.ts";
import { BodyTooLarge, readBody } from "../server/read-body.ts";
import type { DynamoDbService, TableDefinition } from "./create-dynamodb-service.ts";
import { type TableAccess, tableAccesses } from "./table-access.ts";

/** DynamoDB's maximum (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html). */
const MAX_BYTES = 16 * 1024 * 1024;

interface TableGuardOptions extends IssuedCredentialsSource {
  readonly region: string;
  readonly accountId: string;
  readonly functions: () => FunctionSessions;
  readonly authorizer: Authorizer;
  readonly definitionOf: (table: string) => TableDefinition | undefined;
}

function parse(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The same request with its body unread. */
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

/** The access key of a request: from its header or its URL. */
function signerOf({ headers, url }: IncomingMessage): string | null {
  const inUrl = new URL(url ?? "/", "http://localhost").searchParams.get("X-Amz-Credential");
  return accessKeyOf(headers.authorization) ?? inUrl?.split("/")[0] ?? null;
}

export function guardTables(
  service: DynamoDbService,
  { region, accountId, functions, authorizer, definitionOf, ...source }: TableGuardOptions,
): DynamoDbService {
  const arnOf = ({ table, index }: TableAccess) => {
    const name = table.startsWith("arn:")
      ? table
      : `arn:aws:dynamodb:${region}:${accountId}:table/${table === "" ? "*" : table}`;
    return index === null ? name : `${name}/index/${index}`;
  };

  const toAccess = (operation: string, access: TableAccess): Access => ({
    action: `dynamodb:${access.action ?? operation}`,
    resource: arnOf(access),
    context: {
      // The port is this machine's: see DIVERGENCES.md.
      "aws:SecureTransport": ["true"],
      ...(access.partitions !== null && { "dynamodb:LeadingKeys": access.partitions }),
    },
  });

  /** Why a request is refused; `null` if it is allowed. @throws ServiceError for invalid credentials */
  function refusalOf(request: IncomingMessage, signer: string, body: Buffer | null): string | null {
    const session = sessionOf(request, signer, body);
    const input = body === null ? null : parse(body);
    // DynamoDB itself refuses invalid JSON.
    if (input === null) return null;
    const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    const accesses = tableAccesses(operation, input, definitionOf);
    return (
      accesses
        .map((access) => authorizer.refusal(session, toAccess(operation, access)))
        .find((message) => message !== null) ?? null
    );
  }

  function sessionOf(request: IncomingMessage, signer: string, body: Buffer | null): Session {
    if (isIssuedAccessKey(signer)) {
      if (accessKeyOf(request.headers.authorization) === null || body === null) throw tokenInvalid();
      return checkSessionSignature(source, { request, body, service: "dynamodb" });
    }
    const session = functions().get(signer);
    if (session === undefined) throw tokenInvalid();
    return session;
  }

  return {
    ...service,
    handle: async (request, response) => {
      const signer = signerOf(request);
      const isRestricted = signer !== null && (isIssuedAccessKey(signer) || functions().has(signer));
      if (!isRestricted) return service.handle(request, response);
      const body = await readBody(request, MAX_BYTES).catch((error: unknown) => {
        if (error instanceof BodyTooLarge) return null;
        throw error;
      });
      const again = replay(request, body ?? Buffer.alloc(0));
      try {
        const message = refusalOf(request, signer, body);
        if (message === null) return service.handle(again, response);
        throw new ServiceError("AccessDeniedException", message);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return service.refuse(again, response, error);
      }
    },
  };
}
