import { CreateUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, test } from "@jest/globals";
import { MESSAGE, outcome, startFailingCloud } from "../../support/worlds/failing-cloud.ts";
import { activeFaults, addFault, clearFaults } from "../../support/worlds/faults.ts";

const cloud = await startFailingCloud();

afterEach(() => clearFaults(cloud));

async function post(fault: unknown) {
  const response = await ask("POST", JSON.stringify(fault));
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const ask = (method: string, body?: string) =>
  fetch(`${cloud.cloudUrl}/_local/faults`, { method, ...(body !== undefined && { body }) });

describe("a service fails as requested", () => {
  test.each([
    ["cognito-idp", "TooManyRequestsException", 400, "listPools"],
    ["cognito-idp", "InternalErrorException", 500, "listPools"],
    ["cognito-identity", "TooManyRequestsException", 429, "listIdentityPools"],
    ["dynamodb", "ProvisionedThroughputExceededException", 400, "listTables"],
    ["dynamodb", "InternalServerError", 500, "listTables"],
    ["kms", "KMSInternalException", 500, "encrypt"],
    ["s3", "SlowDown", 503, "putObject"],
    ["ses", "MessageRejected", 400, "sendEmail"],
    ["ses", "TooManyRequestsException", 429, "sendEmail"],
    ["sts", "ServiceUnavailable", 503, "callerIdentity"],
  ] as const)("%s: %s, %i", async (service, error, status, call) => {
    await addFault(cloud, { service, error, status });
    await expect(cloud.calls[call]()).rejects.toMatchObject({
      name: error,
      message: MESSAGE,
      $fault: expect.stringMatching(/^(client|server)$/),
      $metadata: { httpStatusCode: status },
    });
  });

  test("sns: its error codes are shorter than the names of the SDK's classes", async () => {
    await addFault(cloud, { service: "sns", error: "Throttled", status: 400 });
    expect(await outcome(cloud.calls.publish())).toBe("ThrottledException 400");
    await clearFaults(cloud);
    await addFault(cloud, { service: "sns", error: "InternalError", status: 500 });
    expect(await outcome(cloud.calls.publish())).toBe("InternalErrorException 500");
  });

  test("with InternalFailure and 500 by default", async () => {
    expect((await post({ service: "dynamodb" })).body).toEqual({
      id: expect.stringMatching(/^\d+$/),
      service: "dynamodb",
      error: "InternalFailure",
      status: 500,
    });
    expect(await outcome(cloud.calls.listTables())).toBe("InternalFailure 500");
  });

  test("with a name that has dots", async () => {
    await addFault(cloud, { service: "cognito-idp", error: "Coral.Availability", status: 599 });
    expect(await outcome(cloud.calls.listPools())).toBe("Coral.Availability 599");
  });

  test("without side effects", async () => {
    const { inbox } = cloud.bucket.cloud;
    inbox.clear();
    await addFault(cloud, { service: "*", error: "ServiceUnavailable", status: 503 });
    const create = new CreateUserPoolCommand({ PoolName: "never" });
    for (const call of [
      cloud.clients.cognito.send(create),
      cloud.calls.sendEmail(),
      cloud.calls.publish(),
      cloud.calls.putObject("never"),
    ]) {
      expect(await outcome(call)).toBe("ServiceUnavailable 503");
    }
    await clearFaults(cloud);
    expect(inbox.list()).toEqual([]);
    expect((await cloud.calls.listPools()).UserPools).toEqual([]);
    const get = new GetObjectCommand({ Bucket: "files", Key: "fault.txt" });
    expect(await outcome(cloud.clients.s3.send(get))).toBe("NoSuchKey 404");
  });
});

describe("a fault applies to", () => {
  test("a number of requests", async () => {
    const { status, body } = await post({ service: "dynamodb", error: "Busy", status: 400, times: 2 });
    expect(status).toBe(201);
    const { id } = body;
    expect(body).toEqual({ id, service: "dynamodb", error: "Busy", status: 400, timesLeft: 2 });
    expect(await outcome(cloud.calls.listTables())).toBe("Busy 400");
    expect(await activeFaults(cloud)).toEqual([
      { id, service: "dynamodb", error: "Busy", status: 400, timesLeft: 1 },
    ]);
    expect(await outcome(cloud.calls.listTables())).toBe("Busy 400");
    expect(await activeFaults(cloud)).toEqual([]);
    expect(await outcome(cloud.calls.listTables())).toBe("200");
  });

  test("every request, until it is removed", async () => {
    await addFault(cloud, { service: "cognito-idp" });
    for (let call = 0; call < 5; call += 1) {
      expect(await outcome(cloud.calls.listPools())).toBe("InternalFailure 500");
    }
    expect(await activeFaults(cloud)).toEqual([
      { id: expect.any(String), service: "cognito-idp", error: "InternalFailure", status: 500 },
    ]);
    expect((await ask("DELETE")).status).toBe(204);
    expect(await activeFaults(cloud)).toEqual([]);
    expect(await outcome(cloud.calls.listPools())).toBe("200");
  });

  test("one operation, and no other service", async () => {
    await addFault(cloud, { service: "cognito-idp", operation: "InitiateAuth", error: "Busy", status: 429 });
    await addFault(cloud, { service: "dynamodb", operation: "GetItem", error: "Down", status: 503 });
    expect(await outcome(cloud.calls.initiateAuth())).toBe("Busy 429");
    expect(await outcome(cloud.calls.getItem())).toBe("Down 503");
    const { listPools, listTables, listIdentityPools, callerIdentity, sendEmail, putObject } = cloud.calls;
    for (const call of [listPools, listTables, listIdentityPools, callerIdentity, sendEmail, putObject]) {
      expect(await outcome(call())).not.toMatch(/Busy|Down/);
    }
  });

  test("every service", async () => {
    await addFault(cloud, { service: "*", error: "Down", status: 503 });
    for (const call of Object.values(cloud.calls)) expect(await outcome(call())).toBe("Down 503");
  });

  test("the oldest matching fault first, and then the next one", async () => {
    await addFault(cloud, { service: "dynamodb", operation: "GetItem", error: "First", times: 1 });
    await addFault(cloud, { service: "*", error: "Second", times: 2 });
    await addFault(cloud, { service: "dynamodb", error: "Third" });
    expect(await outcome(cloud.calls.listTables())).toBe("Second 500");
    expect(await outcome(cloud.calls.getItem())).toBe("First 500");
    expect(await outcome(cloud.calls.getItem())).toBe("Second 500");
    expect(await outcome(cloud.calls.getItem())).toBe("Third 500");
  });

  test("no request for the local cloud's own pages, or a pool's keys", async () => {
    const { UserPool } = await cloud.clients.cognito.send(new CreateUserPoolCommand({ PoolName: "p" }));
    await addFault(cloud, { service: "*" });
    for (const path of ["_local/health", "_local/inbox", `${UserPool?.Id}/.well-known/jwks.json`]) {
      expect((await fetch(`${cloud.cloudUrl}/${path}`)).status).toBe(200);
    }
  });
});
