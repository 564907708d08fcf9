import { createHmac } from "node:crypto";
import { runtimeCredentials, type SigningCredentials } from "../aws/runtime-credentials.ts";
import { amzDate } from "./presigned-download.ts";

interface PostInput {
  readonly bucket: string;
  readonly key: string;
  /** Sent with the file, each exactly as it is here. */
  readonly fields: Readonly<Record<string, string>>;
  /** Bytes, both included. */
  readonly size: { readonly least: number; readonly most: number };
  readonly expiresAt: Date;
  readonly credentials?: SigningCredentials;
  /** When it is signed; now where it is not given. */
  readonly at?: Date;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/**
 * The signature of a policy: of its text in base64, with the key of a day, a region and S3.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
export function signPolicy(
  policy: string,
  { secretAccessKey, region }: SigningCredentials,
  day: string,
): string {
  const key = ["s3", "aws4_request"].reduce(hmac, hmac(hmac(`AWS4${secretAccessKey}`, day), region));
  return hmac(key, policy).toString("hex");
}

/**
 * The fields of a form that uploads one file, to be sent before the file. S3 takes no field but these, each with just this
 * value, and a file of a size within the limits.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function presignPost({
  bucket,
  key,
  fields,
  size,
  expiresAt,
  credentials = runtimeCredentials(),
  at = new Date(),
}: PostInput): Record<string, string> {
  const { accessKeyId, region, sessionToken } = credentials;
  const date = amzDate(at);
  const day = date.slice(0, 8);
  const exact: Record<string, string> = {
    ...fields,
    key,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${accessKeyId}/${day}/${region}/s3/aws4_request`,
    "X-Amz-Date": date,
    ...(sessionToken === undefined ? {} : { "X-Amz-Security-Token": sessionToken }),
  };
  const document = {
    expiration: expiresAt.toISOString(),
    conditions: [
      { bucket },
      ...Object.entries(exact).map(([name, value]) => ({ [name]: value })),
      ["content-length-range", size.least, size.most],
    ],
  };
  const policy = Buffer.from(JSON.stringify(document)).toString("base64");
  return { ...exact, Policy: policy, "X-Amz-Signature": signPolicy(policy, credentials, day) };
}
