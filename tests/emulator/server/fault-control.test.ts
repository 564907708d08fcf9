import { afterEach, describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());
const url = `${cloud.endpoint}/_local/faults`;

afterEach(async () => {
  await fetch(url, { method: "DELETE" });
});

async function ask(method: string, body?: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

const post = (fault: unknown) => ask("POST", JSON.stringify(fault));

const activeFaults = async () => (await ask("GET")).body.faults;

describe("a fault is refused", () => {
  const members = "they are service, operation, error, status, times.";
  const operation = "operation goes with a service whose requests name it in x-amz-target";
  test.each<[string, unknown, string]>([
    ["without a service", {}, "service is one of cognito-idp,"],
    ["for an unknown service", { service: "lambda" }, "or * for all of them."],
    ["for services in a list", { service: ["s3"] }, "service is one of"],
    ["for a property of every object", { service: "toString" }, "service is one of"],
    [
      "with an unknown property",
      { service: "s3", message: "No" },
      `A fault has no member "message": ${members}`,
    ],
    ["for an operation of S3", { service: "s3", operation: "GetObject" }, operation],
    ["for an operation of any service", { service: "*", operation: "GetItem" }, operation],
    [
      "for an operation without a name",
      { service: "kms", operation: "" },
      "operation is an operation's name",
    ],
    ["with a number as operation", { service: "kms", operation: 7 }, "operation is an operation's name"],
    ["with null as operation", { service: "kms", operation: null }, "operation is an operation's name"],
    ["with markup as error", { service: "s3", error: "<b>" }, "error is an exception's name"],
    ["with an error of two lines", { service: "s3", error: "A\r\nB: c" }, "error is an exception's name"],
    ["with an error that ends its line", { service: "s3", error: "A\n" }, "error is an exception's name"],
    ["with a long error", { service: "s3", error: "a".repeat(101) }, "error is an exception's name"],
    ["with an empty error", { service: "s3", error: "" }, "error is an exception's name"],
    ["with no error", { service: "s3", error: null }, "error is an exception's name"],
    ["with status 399", { service: "s3", status: 399 }, "status is a whole number from 400 to 599."],
    ["with status 600", { service: "s3", status: 600 }, "status is a whole number from 400 to 599."],
    ["with status 400.5", { service: "s3", status: 400.5 }, "status is a whole number from 400 to 599."],
    [
      "with a status as string",
      { service: "s3", status: "500" },
      "status is a whole number from 400 to 599.",
    ],
    ["zero times", { service: "s3", times: 0 }, "times is a whole number from 1 to 1000000."],
    ["too often", { service: "s3", times: 1_000_001 }, "times is a whole number from 1 to 1000000."],
    ["half the time", { service: "s3", times: 0.5 }, "times is a whole number from 1 to 1000000."],
    ["with null as times", { service: "s3", times: null }, "times is a whole number from 1 to 1000000."],
  ])("%s", async (_, fault, message) => {
    const { status, body } = await post(fault);
    expect(status).toBe(400);
    expect(body.message).toContain(message);
    expect(await activeFaults()).toEqual([]);
  });

  test.each([
    ["nothing", ""],
    ["invalid JSON", "service=s3"],
    ["a string", '"s3"'],
    ["null", "null"],
    ["a list", '[{"service":"s3"}]'],
    ["a body without end", `{"service":"s3"${" ".repeat(2000)}}`],
  ])("that is %s", async (_, text) => {
    const { status, body } = await ask("POST", text);
    expect(status).toBe(400);
    expect(body.message).toContain('The body is {"service":"cognito-idp"}');
    expect(await activeFaults()).toEqual([]);
  });

  test("with the property __proto__", async () => {
    const { status, body } = await ask("POST", '{"service":"s3","__proto__":{"times":1}}');
    expect(status).toBe(400);
    expect(body.message).toContain('A fault has no member "__proto__"');
  });

  test("after a hundred others", async () => {
    for (let count = 0; count < 100; count += 1) await post({ service: "kms", times: 1_000_000 });
    const { status, body } = await post({ service: "kms" });
    expect(status).toBe(400);
    expect(body.message).toBe("100 faults stand at most: DELETE removes them.");
    expect(await activeFaults()).toHaveLength(100);
  });
});

describe("one fault", () => {
  const askOne = async (id: string, method: string, fault?: unknown) => {
    const response = await fetch(`${url}/${id}`, {
      method,
      ...(fault !== undefined && { body: JSON.stringify(fault) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };

  test("can be removed, and the others stay", async () => {
    const { id } = (await post({ service: "kms" })).body;
    const other = (await post({ service: "s3" })).body;
    expect(other.id).not.toBe(id);
    expect(await askOne(id, "DELETE")).toEqual({ status: 204, body: null });
    expect(await activeFaults()).toEqual([other]);
    const message = `There is no fault ${id}: it was removed, or is used up.`;
    expect(await askOne(id, "DELETE")).toEqual({ status: 404, body: { message } });
    expect(await askOne(id, "PUT", { service: "ses" })).toEqual({ status: 404, body: { message } });
  });

  test("is replaced in place, and counts from zero", async () => {
    const first = (await post({ service: "kms", operation: "Encrypt", times: 3 })).body;
    const second = (await post({ service: "s3" })).body;
    const replaced = { id: first.id, service: "ses", error: "MessageRejected", status: 400, timesLeft: 7 };
    const fault = { service: "ses", error: "MessageRejected", status: 400, times: 7 };
    expect(await askOne(first.id, "PUT", fault)).toEqual({ status: 200, body: replaced });
    expect(await activeFaults()).toEqual([replaced, second]);
  });

  test("is not replaced by an invalid one", async () => {
    const fault = (await post({ service: "kms" })).body;
    const { status, body } = await askOne(fault.id, "PUT", { service: "lambda" });
    expect(status).toBe(400);
    expect(body.message).toContain("service is one of cognito-idp,");
    expect((await askOne(fault.id, "PUT", [])).status).toBe(400);
    expect(await activeFaults()).toEqual([fault]);
  });

  test("has an id that is never reused", async () => {
    const { id } = (await post({ service: "kms" })).body;
    await ask("DELETE");
    expect((await post({ service: "kms" })).body.id).not.toBe(id);
  });

  test.each(["GET", "POST", "PATCH"])("refuses %s", async (method) => {
    const { id } = (await post({ service: "kms" })).body;
    expect((await askOne(id, method, method === "GET" ? undefined : { service: "s3" })).status).toBe(404);
  });

  test.each(["", "x", "-1", "1/2", "1e3", "9".repeat(40)])("is not found with the id %p", async (id) => {
    await post({ service: "kms" });
    expect((await askOne(id, "DELETE")).status).toBe(404);
    expect(await activeFaults()).toHaveLength(1);
  });
});

test("refuses other methods", async () => {
  expect((await ask("PUT", '{"service":"s3"}')).status).toBe(404);
  expect((await fetch(`${url}/1`, { method: "DELETE" })).status).toBe(404);
});

test("is not cached", async () => {
  expect((await fetch(url)).headers.get("cache-control")).toBe("no-store");
});

describe("a page of another origin", () => {
  test.each(["GET", "POST", "DELETE"])("can't %s them", async (method) => {
    await post({ service: "kms" });
    const body = method === "POST" ? '{"service":"s3"}' : undefined;
    expect((await ask(method, body, { origin: "https://evil.example" })).status).toBe(403);
    expect(await activeFaults()).toHaveLength(1);
  });

  test.each(["PUT", "DELETE"])("can't %s one", async (method) => {
    const fault = (await post({ service: "kms" })).body;
    const body = method === "PUT" ? { body: '{"service":"s3"}' } : {};
    const headers = { origin: "https://evil.example" };
    expect((await fetch(`${url}/${fault.id}`, { method, headers, ...body })).status).toBe(403);
    expect(await activeFaults()).toEqual([fault]);
  });
});
