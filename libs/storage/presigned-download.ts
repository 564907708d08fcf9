import { AwsV4Signer } from "aws4fetch";
import { runtimeCredentials, type SigningCredentials } from "../aws/runtime-credentials.ts";

interface DownloadInput {
  readonly url: URL;
  /** Seconds. */
  readonly expiresIn: number;
  readonly credentials?: SigningCredentials;
  /** When it is signed; now where it is not given. */
  readonly at?: Date;
}

/** `20130524T000000Z`: ISO 8601 in its basic form, to the second. */
export function amzDate(at: Date): string {
  return at.toISOString().replace(/[:-]|\.\d{3}/g, "");
}

/**
 * Signs a URL that reads an object for so many seconds, with the rights of whoever signs it. Nothing but the host has to be sent
 * along, so any client can open it; whatever its query asks for is signed with it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export async function presignDownload({
  url,
  expiresIn,
  credentials = runtimeCredentials(),
  at = new Date(),
}: DownloadInput): Promise<string> {
  const unsigned = new URL(url);
  unsigned.searchParams.set("X-Amz-Expires", String(expiresIn));
  const signed = await new AwsV4Signer({
    method: "GET",
    url: unsigned.href,
    service: "s3",
    signQuery: true,
    datetime: amzDate(at),
    ...credentials,
  }).sign();
  // What was signed has %20 for a space. Every plus that stands here is one: a plus itself is %2B.
  return signed.url.href.replaceAll("+", "%20");
}
