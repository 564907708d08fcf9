import { expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { ApiError } from "../../../../libs/http/api-error.ts";
import { httpModule } from "../../../../libs/http/http-module.ts";
import { route } from "../../../../libs/http/route.ts";
import { httpEvent, lambdaContext } from "../../../support/worlds/http-event.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const Name = z.strictObject({ name: z.optional(z.string()) });
const declaration = {
  operation: "test",
  summary: "A route to test with",
  method: "POST",
  response: z.strictObject({ name: z.string() }),
} as const;

const things = httpModule(
  [
    route({
      ...declaration,
      path: "/v1/optional",
      body: z.optional(Name),
      run: ({ body }) => ({ name: body?.name ?? "nobody" }),
    }),
    route({
      ...declaration,
      path: "/v1/required",
      body: Name,
      run: ({ body }) => ({ name: body.name ?? "nobody" }),
    }),
    route({
      ...declaration,
      path: "/v1/refused",
      errors: ["invalid_refresh_token"],
      run: () => {
        throw new ApiError("invalid_refresh_token", { cookies: ["a=; Max-Age=0"] });
      },
    }),
  ],
  { guard: null, log: silent },
);

async function post(path: string, body?: string, headers: Record<string, string> = {}) {
  const event = httpEvent({ method: "POST", path, headers, ...(body === undefined ? {} : { body }) });
  const { statusCode, cookies, body: text = "{}" } = await things(event, lambdaContext());
  const { code, name }: { code?: string; name?: string } = JSON.parse(text);
  return { status: statusCode, cookies, code, name };
}

test("an optional body may be left out, with any media type", async () => {
  expect(await post("/v1/optional")).toMatchObject({ status: 200, name: "nobody" });
  const asForm = { "content-type": "application/x-www-form-urlencoded" };
  expect(await post("/v1/optional", undefined, asForm)).toMatchObject({ status: 200, name: "nobody" });
});

test("a given one is read and checked like any other", async () => {
  expect(await post("/v1/optional", '{"name":"Ada"}')).toMatchObject({ status: 200, name: "Ada" });
  expect(await post("/v1/optional", '{"name":7}')).toMatchObject({ code: "validation_failed" });
  expect(await post("/v1/optional", "{")).toMatchObject({ code: "malformed_json" });
  const asText = { "content-type": "text/plain" };
  expect(await post("/v1/optional", "{}", asText)).toMatchObject({ code: "unsupported_media_type" });
});

test("a required one can't be left out", async () => {
  expect(await post("/v1/required")).toMatchObject({ status: 415 });
});

test("a problem may clear a cookie", async () => {
  expect(await post("/v1/refused")).toMatchObject({ status: 401, cookies: ["a=; Max-Age=0"] });
});
