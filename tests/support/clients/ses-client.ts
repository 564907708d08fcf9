import { SESv2Client } from "@aws-sdk/client-sesv2";

/** The real SDK client, for a local cloud. It makes one attempt, so that a test sees each refusal. */
export function sesClient(endpoint: string): SESv2Client {
  return new SESv2Client({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
}
