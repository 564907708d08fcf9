import { afterAll, describe, expect, jest, test } from "@jest/globals";
import { gatewayFunction } from "../../../../local/gateway/gateway-function.ts";
import { announceRequest } from "../../../../local/gateway/pending-requests.ts";
import { startFunctions } from "../../../support/stacks/local-functions.ts";

const functions = startFunctions();
const full = startFunctions({ limits: { environments: 0, waiting: 0 } });

afterAll(() => Promise.all([functions.close(), full.close()]));

const own = (statusCode: number, message: string) => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message }),
});

describe("a function behind the gateway", () => {
  test("returns its answer", async () => {
    const lambda = gatewayFunction(functions, "echo");
    lambda.setEvent({ a: 1 });
    expect(await lambda.runHandler()).toEqual({ statusCode: 200, body: '{"a":1}' });
  });

  test.each([null, {}, { requestContext: null }, { requestContext: { authorizer: "guessed" } }])(
    "gets an unknown event unchanged: %j",
    async (event) => {
      const lambda = gatewayFunction(functions, "echo");
      lambda.setEvent(event);
      const answer = (await lambda.runHandler()) as { readonly body?: string };
      expect(answer.body).toBe(JSON.stringify(event));
    },
  );

  test("gets API Gateway's event of a known request", async () => {
    const lambda = gatewayFunction(functions, "echo");
    const authorizer = announceRequest({ requestId: "id-1", rawQueryString: "a=1" });
    lambda.setEvent({ headers: {}, isBase64Encoded: false, requestContext: { authorizer } });
    const { body } = (await lambda.runHandler()) as { readonly body: string };
    expect(JSON.parse(body)).toMatchObject({ rawQueryString: "a=1", requestContext: { requestId: "id-1" } });
  });

  test("that fails gets a gateway error without details", async () => {
    const lambda = gatewayFunction(functions, "fail");
    lambda.setEvent({ message: "secret detail" });
    expect(await lambda.runHandler()).toEqual(own(500, "Internal Server Error"));
  });

  test("that may not run gets 503", async () => {
    const lambda = gatewayFunction(full, "echo");
    lambda.setEvent({});
    expect(await lambda.runHandler()).toEqual(own(503, "Service Unavailable"));
  });

  test("has 30 seconds, then it gets 503", async () => {
    const asked: number[] = [];
    const timeout = jest.spyOn(AbortSignal, "timeout").mockImplementation((milliseconds) => {
      asked.push(milliseconds);
      return AbortSignal.abort();
    });
    const lambda = gatewayFunction(functions, "echo");
    lambda.setEvent({});
    expect(await lambda.runHandler()).toEqual(own(503, "Service Unavailable"));
    expect(asked).toEqual([30_000]);
    timeout.mockRestore();
  });
});
