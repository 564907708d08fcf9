import { GetObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { s3Client } from "./s3-client.ts";

interface PostInput {
  readonly bucket: string;
  readonly key: string;
  /** Fields to send with the file, exactly as they are. */
  readonly fields: Readonly<Record<string, string>>;
  /** Bytes, both included. */
  readonly size: { readonly min: number; readonly max: number };
  /** Seconds. */
  readonly expiresIn: number;
}

/** A form that uploads one file: its address, and the fields to send before the file. */
interface PresignedForm {
  readonly url: string;
  readonly fields: Record<string, string>;
}

/**
 * Signs a form that uploads one file. S3 accepts only these fields with exactly these values, and a file within the size
 * limits.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function presignPost({ bucket, key, fields, size, expiresIn }: PostInput): Promise<PresignedForm> {
  return createPresignedPost(s3Client(), {
    Bucket: bucket,
    Key: key,
    Fields: { ...fields },
    Conditions: [["content-length-range", size.min, size.max]],
    Expires: expiresIn,
  });
}

interface DownloadInput {
  readonly bucket: string;
  readonly key: string;
  /** The `Content-Disposition` of the answer. */
  readonly disposition: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/**
 * Signs a URL that reads an object for so many seconds, with the rights of the function. Any client can open it, because only
 * the host is signed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presignDownload({ bucket, key, disposition, expiresIn }: DownloadInput): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentDisposition: disposition,
  });
  return getSignedUrl(s3Client(), command, { expiresIn });
}
