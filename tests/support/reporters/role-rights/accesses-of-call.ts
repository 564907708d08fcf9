/** The permissions that a recorded call needs: service, action, and the resource in the template's terms. */
import type { IncomingMessage } from "node:http";
import { type TableAccess, tableAccesses } from "../../../../local/dynamodb/table-access.ts";
import type { Access } from "../../../../local/iam/decide.ts";
import { accessOf, loadServiceModel } from "../../../../local/protocol/service-model.ts";
import { signedService } from "../../../../local/protocol/signature-header.ts";
import { placeOf } from "../../../../local/s3/place.ts";
import { accessesOf, accessesOfForm, deletionOf } from "../../../../local/s3/s3-actions.ts";
import type { Call } from "./call.ts";
import { ACCOUNT, BUCKET, POOL_ARN, REGION, TABLE_ARN } from "./places.ts";

type Json = Readonly<Record<string, unknown>>;

/** A call that this check does not understand: it must be reported. */
export class UnknownCall extends Error {}

const MODEL = loadServiceModel("cognito-idp.json");

/** The keys of the one table (resources/activity-table.yml). */
const TABLE_KEYS = {
  KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
  GlobalSecondaryIndexes: [{ IndexName: "GSI1", KeySchema: [{ AttributeName: "GSI1PK", KeyType: "HASH" }] }],
};

/**
 * Empty for an operation that needs no permission: those of a user with a token, and public ones.
 *
 * @throws UnknownCall
 */
export async function accessesOfCall(call: Call): Promise<readonly Access[]> {
  const [service = "", operation = ""] = (call.headers["x-amz-target"] ?? "").split(".");
  if (service === "AWSCognitoIdentityProviderService") return cognitoAccesses(operation, json(call));
  if (service === "DynamoDB_20120810") return tableAccessesOf(operation, json(call));
  if (service !== "") throw new UnknownCall(`${operation} of ${service}`);
  switch (signedService(call.headers.authorization) ?? "s3") {
    case "ses":
      return mailAccesses(call);
    case "sns":
      return messageAccesses(call);
    case "s3":
      return objectAccesses(call);
    default:
      throw new UnknownCall(`${call.method} ${call.url}`);
  }
}

const json = ({ body }: Call): Json => JSON.parse(Buffer.from(body, "latin1").toString("utf8")) as Json;

function cognitoAccesses(operation: string, { UserPoolId }: Json): Access[] {
  if (!Object.hasOwn(MODEL.operations, operation)) throw new UnknownCall(`${operation} of Cognito`);
  if (accessOf(MODEL, operation) !== "iam") return [];
  return [
    {
      action: `cognito-idp:${operation}`,
      resource: UserPoolId === undefined ? "*" : POOL_ARN,
      context: {},
    },
  ];
}

/** A transaction needs the permissions of its parts. */
function tableAccessesOf(operation: string, input: Json): Access[] {
  const parts = Array.isArray(input.TransactItems) ? (input.TransactItems as Record<string, Json>[]) : null;
  const wanted = (parts ?? [{ [operation]: input }]).flatMap((part) =>
    Object.entries(part).flatMap(([kind, request]) => {
      const name = OF_TRANSACTION[kind] ?? kind;
      return tableAccesses(name, request, () => TABLE_KEYS as never).map(toAccess(name));
    }),
  );
  if (wanted.length === 0) throw new UnknownCall(`${operation} of DynamoDB`);
  return wanted;
}

const OF_TRANSACTION: Readonly<Record<string, string>> = {
  ConditionCheck: "ConditionCheckItem",
  Delete: "DeleteItem",
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
};

const toAccess =
  (operation: string) =>
  ({ index, partitions }: TableAccess): Access => ({
    action: `dynamodb:${operation}`,
    resource: index === null ? TABLE_ARN : `${TABLE_ARN}/index/${index}`,
    context: { "aws:SecureTransport": ["true"], ...(partitions && { "dynamodb:LeadingKeys": partitions }) },
  });

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html */
function mailAccesses(call: Call): Access[] {
  if (call.method !== "POST" || call.url !== "/v2/email/outbound-emails") {
    throw new UnknownCall(`${call.method} ${call.url}`);
  }
  const from = /<?([^<>\s]+)>?$/.exec(String(json(call).FromEmailAddress))?.[1] ?? "";
  const identity = from.slice(from.lastIndexOf("@") + 1);
  return [
    {
      action: "ses:SendEmail",
      resource: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${identity}`,
      context: { "ses:FromAddress": [from] },
    },
  ];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
function messageAccesses(call: Call): Access[] {
  const form = new URLSearchParams(call.body);
  const topic = form.get("TopicArn") ?? form.get("TargetArn");
  // A telephone number has no ARN.
  return [
    { action: `sns:${form.get("Action")}`, resource: topic ?? String(form.get("PhoneNumber")), context: {} },
  ];
}

async function objectAccesses(call: Call): Promise<readonly Access[]> {
  const request = {
    method: call.method,
    url: call.url,
    headers: call.headers,
    socket: {},
  } as unknown as IncomingMessage;
  const url = new URL(call.url, "http://localhost");
  const { key } = placeOf(request);
  if (call.method === "POST" && call.headers["content-type"]?.startsWith("multipart/form-data")) {
    return formAccesses(request, call);
  }
  const accesses = accessesOf({ request, bucket: BUCKET, key, url });
  if (call.method !== "POST" || !url.searchParams.has("delete")) return accesses;
  const keys = [...call.body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, name = ""]) => name);
  return keys.map((name) => deletionOf({ request, bucket: BUCKET }, name));
}

function formAccesses(request: IncomingMessage, { body }: Call): readonly Access[] {
  const fields = new Map(
    [...body.matchAll(/name="([^"]+)"\r\n\r\n([^\r]*)\r\n/g)].map(([, name = "", value = ""]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  return accessesOfForm(request, BUCKET, fields.get("key") ?? "", fields);
}
