import { SESv2Client } from "@aws-sdk/client-sesv2";

/** The real SDK client, pointed at a local cloud; one attempt, so that a refusal is seen as it came. */
export function sesClient(endpoint: string): SESv2Client {
  return new SESv2Client({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
}
