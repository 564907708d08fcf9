import { AdminDeleteUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { ApiClient } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";
import { poolIdOf } from "../support/worlds/staff.ts";

// Its own stack: files of deleted users are removed in it.
const stack = closeAtEnd(
  await startLocalStack({ arguments: [...QUICK_ANSWERS, "--param=orphanCleanup=delete"] }),
);
const api = new ApiClient(stack);

/** Like EventBridge once a day. */
async function runJob(): Promise<unknown> {
  const name = "serverless-auth-local-removeOrphans";
  const scope = "Credential=local/20260115/us-east-1/lambda/aws4_request";
  const answer = await fetch(`${stack.lambdaUrl}/2015-03-31/functions/${name}/invocations`, {
    method: "POST",
    headers: { authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0a` },
    body: "{}",
  });
  expect({ status: answer.status, error: answer.headers.get("x-amz-function-error") }).toEqual({
    status: 200,
    error: null,
  });
  return answer.json();
}

/** A user with a file. */
async function userWithFile(): Promise<{
  readonly email: string;
  readonly id: string;
  readonly token: string;
}> {
  const person = await api.register();
  const token = (await api.signIn(person)).accessToken;
  const file = { name: "note.txt", contentType: "text/plain", size: 4 };
  const { body } = await api.post("/v1/files", file, { token });
  const { url, fields } = body.upload as { url: string; fields: Record<string, string> };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob(["note"], { type: "text/plain" }));
  expect((await fetch(url, { method: "POST", body: form })).ok).toBe(true);
  return { email: person.email, id: String(body.id), token };
}

test("the daily job checks every folder, with its role's permissions, and keeps files younger than a day", async () => {
  const living = await userWithFile();
  const gone = await userWithFile();
  const cognito = cognitoClient(stack.cloudUrl);
  const UserPoolId = await poolIdOf(api);
  await cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: gone.email }));
  expect(await runJob()).toEqual({ examined: 2, orphans: [], removed: 0, unknown: 0, isComplete: true });
  const kept = await api.get(`/v1/files/${living.id}`, { token: living.token });
  expect(kept.status).toBe(200);
  expect(stack.output()).not.toContain("is not authorized to perform");
});
