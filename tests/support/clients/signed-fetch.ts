import { createHash } from "node:crypto";
import { signRequest } from "../../../local/protocol/signature-v4.ts";
import type { SessionCredentials } from "./session-clients.ts";

interface SignedFetch {
  readonly url: URL;
  readonly credentials: SessionCredentials;
  /** The service in the credential scope, whatever service receives it. */
  readonly service: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A signed request that no SDK would send. */
export function signedFetch({
  url,
  credentials,
  service,
  method = "GET",
  body,
  ...more
}: SignedFetch): Promise<Response> {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const payloadHash = createHash("sha256")
    .update(body ?? "")
    .digest("hex");
  const headers: Record<string, string> = {
    ...more.headers,
    "x-amz-content-sha256": payloadHash,
    "x-amz-date": date,
    ...(credentials.sessionToken !== undefined && { "x-amz-security-token": credentials.sessionToken }),
  };
  const signedHeaders = ["host", ...Object.keys(headers)].sort().join(";");
  const scope = {
    accessKeyId: credentials.accessKeyId,
    date: date.slice(0, 8),
    region: "us-east-1",
    service,
  };
  const signature = signRequest(
    { method, url, headers: { ...headers, host: url.host }, signedHeaders, date, payloadHash },
    scope,
    credentials.secretAccessKey,
  );
  const credential = `${scope.accessKeyId}/${scope.date}/${scope.region}/${service}/aws4_request`;
  return fetch(url, {
    method,
    ...(body !== undefined && { body }),
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    },
  });
}
