import { withoutUndefined } from "../without-undefined.ts";
import { renderXml } from "./xml.ts";

/**
 * An error of S3's REST API: XML with its code, message and details
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
export class S3Error extends Error {
  override readonly name = "S3Error";
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    {
      status = 400,
      details = {},
      headers = {},
    }: {
      status?: number;
      details?: Readonly<Record<string, string>>;
      headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

export const accessDenied = (
  message = "Access Denied",
  details?: Readonly<Record<string, string>>,
): S3Error =>
  new S3Error("AccessDenied", message, details === undefined ? { status: 403 } : { status: 403, details });

/** A condition of the upload's policy does not hold. */
export const policyRefused = (reason: string): S3Error =>
  accessDenied(`Invalid according to Policy: ${reason}`);

export const policyExpired = (): S3Error => policyRefused("Policy expired.");

export const policyInvalid = (reason: string): S3Error =>
  new S3Error("InvalidPolicyDocument", `Invalid Policy: ${reason}`);

export const signatureMismatch = (): S3Error =>
  new S3Error(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    { status: 403 },
  );

export const unknownAccessKey = (accessKeyId: string): S3Error =>
  new S3Error("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", {
    status: 403,
    details: { AWSAccessKeyId: accessKeyId },
  });

export const tokenExpired = (): S3Error =>
  new S3Error("ExpiredToken", "The provided token has expired.", { status: 400 });

export const tokenInvalid = (): S3Error =>
  new S3Error("InvalidToken", "The provided token is malformed or otherwise invalid.", { status: 400 });

export const entityTooLarge = (size: number, limit: number): S3Error =>
  new S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
    details: { ProposedSize: String(size), MaxSizeAllowed: String(limit) },
  });

export const entityTooSmall = (size: number, limit: number): S3Error =>
  new S3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
    details: { ProposedSize: String(size), MinSizeAllowed: String(limit) },
  });

export const invalidArgument = (message: string, name: string, value = ""): S3Error =>
  new S3Error("InvalidArgument", message, { details: { ArgumentName: name, ArgumentValue: value } });

export const queryParametersInvalid = (message: string): S3Error =>
  new S3Error("AuthorizationQueryParametersError", message);

export const malformedPost = (): S3Error =>
  new S3Error(
    "MalformedPOSTRequest",
    "The body of your POST request is not well-formed multipart/form-data.",
  );

export const noSuchBucket = (bucket: string): S3Error =>
  new S3Error("NoSuchBucket", "The specified bucket does not exist", {
    status: 404,
    details: { BucketName: bucket },
  });

export const invalidBucketName = (bucket: string): S3Error =>
  new S3Error("InvalidBucketName", "The specified bucket is not valid.", { details: { BucketName: bucket } });

export const methodNotAllowed = (): S3Error =>
  new S3Error("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    status: 405,
  });

export const keyMissing = (): S3Error =>
  invalidArgument(
    "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    "key",
  );

export const keyTooLong = (size: number, limit: number): S3Error =>
  new S3Error("KeyTooLongError", "Your key is too long", {
    details: { Size: String(size), MaxSizeAllowed: String(limit) },
  });

export const noSuchKey = (key?: string): S3Error =>
  new S3Error("NoSuchKey", "The specified key does not exist.", {
    status: 404,
    ...withoutUndefined({ details: key === undefined ? undefined : { Key: key } }),
  });

export const noSuchVersion = (version: string): S3Error =>
  invalidArgument("Invalid version id specified", "versionId", version);

export const bucketNotEmpty = (bucket: string): S3Error =>
  new S3Error("BucketNotEmpty", "The bucket you tried to delete is not empty", {
    status: 409,
    details: { BucketName: bucket },
  });

export const invalidRange = (asked: string, size: number): S3Error =>
  new S3Error("InvalidRange", "The requested range is not satisfiable", {
    status: 416,
    details: { RangeRequested: asked, ActualObjectSize: String(size) },
    headers: { "content-range": `bytes */${size}` },
  });

export const invalidRequest = (message: string): S3Error => new S3Error("InvalidRequest", message);

export const notImplementedHeader = (header: string, value: string): S3Error =>
  new S3Error("NotImplemented", "A header you provided implies functionality that is not implemented", {
    status: 501,
    details: {
      Header: header,
      additionalMessage: `We don't accept the provided value of ${header} header for this API`,
      Value: value,
    },
  });

export const notImplemented = (operation: string): S3Error =>
  new S3Error("NotImplemented", `The local cloud does not have ${operation}.`, { status: 501 });

export const noSuchUpload = (): S3Error =>
  new S3Error(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    { status: 404 },
  );

export const malformedXml = (): S3Error =>
  new S3Error(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

export const preconditionFailed = (condition: string): S3Error =>
  new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    status: 412,
    details: { Condition: condition },
  });

export const headersNotSigned = (names: readonly string[]): S3Error =>
  accessDenied("There were headers present in the request which were not signed", {
    HeadersNotSigned: names.join(", "),
  });

export const incompleteBody = (): S3Error =>
  new S3Error(
    "IncompleteBody",
    "The request body terminated unexpectedly or its chunks are not well-formed.",
  );

/** @param header the one that names the digest */
export function checksumMismatch(header: string): S3Error {
  if (header === "content-md5") {
    return new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.");
  }
  if (header === "x-amz-content-sha256") {
    return new S3Error(
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  const algorithm = header.slice("x-amz-checksum-".length).toUpperCase();
  return new S3Error("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
}

export const invalidUri = (uri: string): S3Error =>
  new S3Error("InvalidURI", "Couldn't parse the specified URI.", { details: { URI: uri } });

export const crossOriginRefused = (): S3Error =>
  new S3Error(
    "AccessForbidden",
    "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    { status: 403 },
  );

export const crossOriginNotEnabled = (): S3Error =>
  new S3Error("AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.", { status: 403 });

/** The error as the body of an answer. */
export function renderS3Error(error: S3Error, requestId: string): string {
  return renderXml("Error", {
    Code: error.code,
    Message: error.message,
    ...error.details,
    RequestId: requestId,
  });
}
