import { describe, expect, test } from "@jest/globals";
import { type Dispatch, serveJson } from "../../../../local/protocol/json-service.ts";
import { ServiceError } from "../../../../local/protocol/service-error.ts";

async function serve(dispatch: Dispatch, { target = "Test.Do", body = "{}" } = {}) {
  const faults: unknown[] = [];
  const response = await serveJson(
    { target, headers: {}, body: Buffer.from(body) },
    "Test",
    dispatch,
    (error) => faults.push(error),
  );
  return { ...response, json: JSON.parse(response.body), faults };
}

describe("AWS JSON 1.1", () => {
  test("answers the output as JSON, dates as seconds, with a request id, to any origin", async () => {
    const { status, json, headers } = await serve(async (operation, body) => ({
      operation,
      body,
      at: new Date(1_500),
      nested: [{ at: new Date(0) }],
    }));
    expect(status).toBe(200);
    expect(json).toEqual({ operation: "Do", body: {}, at: 1.5, nested: [{ at: 0 }] });
    expect(headers).toMatchObject({
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-requestid": expect.stringMatching(/^[0-9a-f-]{36}$/),
      "access-control-allow-origin": "*",
    });
  });

  test("an error carries type, message and its own fields", async () => {
    const { status, json, headers } = await serve(async () => {
      throw new ServiceError("LimitExceededException", "Too many", { fields: { reasonCode: "A" } });
    });
    expect(status).toBe(400);
    expect(json).toEqual({ __type: "LimitExceededException", message: "Too many", reasonCode: "A" });
    expect(headers["x-amzn-errortype"]).toBe("LimitExceededException:");
  });

  test("the client learns nothing about an internal error, the log everything", async () => {
    const fault = new Error("the database is on fire");
    const { status, json, faults } = await serve(async () => {
      throw fault;
    });
    expect(status).toBe(500);
    expect(json).toEqual({ __type: "InternalErrorException", message: "Internal server error" });
    expect(faults).toEqual([fault]);
  });

  test.each(["", "Do", "Other.Do", "Test.", "Test.Do.It"])("refuses the target %j", async (target) => {
    const { status, json } = await serve(async () => ({}), { target });
    expect([status, json]).toEqual([400, { __type: "UnknownOperationException" }]);
  });

  test.each(["", "{", '{"a": 1,}'])("refuses the body %j", async (body) => {
    const { status, json } = await serve(async () => ({}), { body });
    expect([status, json]).toEqual([400, { __type: "SerializationException" }]);
  });
});
