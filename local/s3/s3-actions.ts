/**
 * The rights that a request to S3 requires
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html).
 */
import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import type { Access } from "../iam/decide.ts";
import { readCopySource } from "./copy-source.ts";
import type { FormFields } from "./post-policy.ts";
import { accessDenied, type S3Error } from "./s3-error.ts";

/** By method and by the parameter that selects another operation. Unlisted ones are refused. */
const OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  GET: "GetObject",
  HEAD: "GetObject",
  PUT: "PutObject",
  DELETE: "DeleteObject",
  "GET versionId": "GetObjectVersion",
  "HEAD versionId": "GetObjectVersion",
  "DELETE versionId": "DeleteObjectVersion",
  "GET acl": "GetObjectAcl",
  "PUT acl": "PutObjectAcl",
  "GET tagging": "GetObjectTagging",
  "PUT tagging": "PutObjectTagging",
  "DELETE tagging": "DeleteObjectTagging",
  "POST uploads": "PutObject",
  "POST uploadId": "PutObject",
  "PUT uploadId": "PutObject",
  "GET uploadId": "ListMultipartUploadParts",
  "DELETE uploadId": "AbortMultipartUpload",
};

/** DeleteObjects, which requires a right for each key. */
const EACH_DELETION = "DeleteObjects";

const BUCKET_ACTIONS: Readonly<Record<string, string>> = {
  GET: "ListBucket",
  HEAD: "ListBucket",
  PUT: "CreateBucket",
  DELETE: "DeleteBucket",
  "GET acl": "GetBucketAcl",
  "GET cors": "GetBucketCORS",
  "PUT cors": "PutBucketCORS",
  "DELETE cors": "PutBucketCORS",
  "GET location": "GetBucketLocation",
  "GET tagging": "GetBucketTagging",
  "GET uploads": "ListBucketMultipartUploads",
  "GET versioning": "GetBucketVersioning",
  "GET versions": "ListBucketVersions",
  "GET website": "GetBucketWebsite",
  "POST delete": EACH_DELETION,
};

const SERVICE_ACTIONS: Readonly<Record<string, string>> = { GET: "ListAllMyBuckets" };

const SELECTORS = new Set(
  [...Object.keys(OBJECT_ACTIONS), ...Object.keys(BUCKET_ACTIONS)].flatMap((name) =>
    name.split(" ").slice(1),
  ),
);

/** Parameters that only change the answer. */
const MODIFIERS =
  /^(x-id|x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256|checksum-mode)|response-[a-z-]+|list-type|prefix|delimiter|max-keys|start-after|continuation-token|marker|encoding-type|fetch-owner|partnumber|max-parts|part-number-marker|max-uploads|key-marker|upload-id-marker)$/i;

const LIST_ACTIONS = new Set(["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"]);

/** The target of a request. */
interface Asked {
  readonly request: IncomingMessage;
  readonly bucket: string;
  readonly key: string;
  readonly url: URL;
}

type AuthType = "POST" | "REST-HEADER" | "REST-QUERY-STRING";

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket === "" ? "*" : bucket}`;

const objectArn = (bucket: string, key: string): string => `${bucketArn(bucket)}/${key}`;

/**
 * All rights that a request requires. DeleteObjects requires one for each key of its body: see {@link deletionOf}.
 *
 * @throws S3Error AccessDenied for an operation that is not modelled
 */
export function accessesOf({ request, bucket, key, url }: Asked): readonly Access[] {
  const { method = "GET", headers } = request;
  const isPresigned = url.searchParams.has("X-Amz-Algorithm");
  const toAccess = accessMaker(request, isPresigned ? "REST-QUERY-STRING" : "REST-HEADER", url);
  const source = headers["x-amz-copy-source"];
  const action = actionOf(method, { bucket, key, url });
  if (source !== undefined && action !== "PutObject") throw unknownRight(method, key, ["x-amz-copy-source"]);
  if (action === EACH_DELETION) return [];
  const target = key === "" ? bucketArn(bucket) : objectArn(bucket, key);
  return [
    toAccess(action, target),
    ...(action === "PutObject"
      ? writtenBeside((name) => headers[name] !== undefined, Object.keys(headers))
      : []
    ).map((beside) => toAccess(beside, target)),
    ...(source === undefined ? [] : [sourceAccess(String(source), toAccess)]),
  ];
}

/** The right for a form that stores an object. */
export function accessesOfForm(
  request: IncomingMessage,
  bucket: string,
  key: string,
  fields: FormFields,
): readonly Access[] {
  const toAccess = accessMaker(request, "POST");
  const beside = writtenBeside((name) => fields.has(name), [...fields.keys()]);
  return ["PutObject", ...beside].map((action) => toAccess(action, objectArn(bucket, key)));
}

/** The right to delete one of several objects. */
export const deletionOf = ({ request, bucket }: Pick<Asked, "bucket" | "request">, key: string): Access =>
  accessMaker(request, "REST-HEADER")("DeleteObject", objectArn(bucket, key));

/** The right to learn that an object is missing. */
export const lookupOf = (request: IncomingMessage, bucket: string): Access =>
  accessMaker(request, "REST-HEADER")("ListBucket", bucketArn(bucket));

/** Writing permissions and tags with an object requires further rights. */
function writtenBeside(has: (name: string) => boolean, names: readonly string[]): readonly string[] {
  const isGranted = names.some((name) => name.startsWith("x-amz-grant-"));
  return [
    ...(has("x-amz-acl") || has("acl") || isGranted ? ["PutObjectAcl"] : []),
    ...(has("x-amz-tagging") || has("tagging") ? ["PutObjectTagging"] : []),
    ...(names.some((name) => name.startsWith("x-amz-object-lock-retain") || name === "x-amz-object-lock-mode")
      ? ["PutObjectRetention"]
      : []),
    ...(has("x-amz-object-lock-legal-hold") ? ["PutObjectLegalHold"] : []),
  ];
}

function sourceAccess(source: string, toAccess: (action: string, resource: string) => Access): Access {
  const { bucket, key, version } = readCopySource(source);
  return toAccess(version === null ? "GetObject" : "GetObjectVersion", objectArn(bucket, key));
}

function actionOf(method: string, { bucket, key, url }: Omit<Asked, "request">): string {
  const names = [...new Set(url.searchParams.keys())].filter((name) => !MODIFIERS.test(name));
  const [selector, ...others] = names;
  const actions = key !== "" ? OBJECT_ACTIONS : bucket !== "" ? BUCKET_ACTIONS : SERVICE_ACTIONS;
  const operation = selector === undefined ? method : `${method} ${selector}`;
  const action =
    others.length === 0 &&
    Object.hasOwn(actions, operation) &&
    (selector === undefined || SELECTORS.has(selector))
      ? actions[operation]
      : undefined;
  if (action === undefined) throw unknownRight(method, key, names);
  return action;
}

const unknownRight = (method: string, key: string, names: readonly string[]): S3Error =>
  accessDenied(
    `Access Denied: the local cloud does not know which right ${method} of ${key === "" ? "a bucket" : "an object"} takes with [${names.join(", ")}]`,
  );

function accessMaker(request: IncomingMessage, authType: AuthType, url?: URL) {
  return (name: string, resource: string): Access => {
    const action = `s3:${name}`;
    const listed = (parameter: string) => {
      const value = LIST_ACTIONS.has(action) ? (url?.searchParams.get(parameter) ?? null) : null;
      return value === null ? [] : [value];
    };
    return {
      action,
      resource,
      context: {
        ...transportKeys(request),
        "s3:authType": [authType],
        "s3:signatureversion": ["AWS4-HMAC-SHA256"],
        "s3:prefix": listed("prefix"),
        "s3:delimiter": listed("delimiter"),
        "s3:max-keys": listed("max-keys"),
      },
    };
  };
}

/**
 * A request over plain HTTP counts as one over TLS 1.3: it never leaves the machine, and AWS's tools talk to a local endpoint without
 * TLS. See DIVERGENCES.md.
 */
function transportKeys({ socket }: IncomingMessage): Access["context"] {
  const protocol = "getProtocol" in socket ? (socket as TLSSocket).getProtocol() : null;
  return { "aws:SecureTransport": ["true"], "s3:TlsVersion": [protocol?.replace("TLSv", "") ?? "1.3"] };
}
