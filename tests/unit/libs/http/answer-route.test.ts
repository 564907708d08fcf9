import { describe, expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { HtmlPage, HtmlResponse } from "../../../../libs/http/html-page.ts";
import { httpModule } from "../../../../libs/http/http-module.ts";
import { Reply, type RequestOrigin, route } from "../../../../libs/http/route.ts";
import { accessTokenClaims, httpEvent, lambdaContext } from "../../../support/worlds/http-event.ts";
import { openGuard, recordingLog, send, thingEvent, things } from "../../../support/worlds/thing-module.ts";

const declaration = { operation: "test", summary: "A route to test with", path: "/v1/things" } as const;
const moduleOf = (...[only]: Parameters<typeof httpModule>[0]) => {
  if (only === undefined) throw new Error("no route");
  return httpModule([only], { guard: openGuard, log: recordingLog() });
};

const Seen = z.strictObject({
  accessToken: z.optional(z.string()),
  host: z.string(),
  userAgent: z.string(),
  languages: z.optional(z.string()),
  origin: z.optional(z.string()),
  fetchSite: z.optional(z.string()),
  cookies: z.array(z.string()),
});

function seenBy(input: { readonly from: RequestOrigin; readonly accessToken?: string }) {
  const { ip: _ip, path: _path, requestId: _id, ...from } = input.from;
  return { accessToken: input.accessToken, ...from, cookies: [...from.cookies] };
}

describe("a route gets from the request", () => {
  const declared = { ...declaration, method: "GET", response: Seen } as const;
  const guarded = moduleOf(route({ ...declared, scope: "api/profile", run: seenBy }));
  const open = moduleOf(route({ ...declared, run: seenBy }));

  test.each([
    ["Bearer a.b.c", "a.b.c"],
    ["bearer  a.b.c", "a.b.c"],
    ["a.b.c", "a.b.c"],
    ["a bearer b", "a bearer b"],
    [undefined, ""],
  ])("the token of %j", async (authorization, accessToken) => {
    const headers = authorization === undefined ? {} : { authorization };
    const { body } = await send(guarded, httpEvent({ claims: accessTokenClaims(), headers }));
    expect(body).toMatchObject({ accessToken });
  });

  test("no token if the route needs none, even if the request has one", async () => {
    const { body } = await send(open, httpEvent({ headers: { authorization: "Bearer a.b.c" } }));
    expect(body).not.toHaveProperty("accessToken");
  });

  test("the origin of the request", async () => {
    const headers = {
      host: "auth.example.com",
      "accept-language": "de",
      origin: "https://app.example.com",
      "sec-fetch-site": "same-site",
    };
    const event = { ...httpEvent({ headers }), cookies: ["a=1"] };
    expect((await send(open, event)).body).toEqual({
      host: "auth.example.com",
      userAgent: "test",
      languages: "de",
      origin: "https://app.example.com",
      fetchSite: "same-site",
      cookies: ["a=1"],
    });
  });

  test("the API's own name without a host header, and no cookies without a cookie header", async () => {
    expect((await send(open, httpEvent())).body).toEqual({
      host: "api.example.com",
      userAgent: "test",
      cookies: [],
    });
  });
});

test("a route is closed if another kind of authorizer ran", async () => {
  const event = thingEvent();
  Object.assign(event.requestContext, { authorizer: {} });
  expect(await send(things, event)).toMatchObject({ status: 401, body: { code: "unauthorized" } });
});

test("a pointer goes through lists, and escapes its special characters", async () => {
  const handler = moduleOf(
    route({
      ...declaration,
      method: "POST",
      body: z.object({ list: z.array(z.number()), "a~b": z.number(), "c/~d é": z.number() }),
      response: z.undefined(),
      run: () => undefined,
    }),
  );
  const body = { list: [1, "x"], "a~b": "x", "c/~d é": "x" };
  const { body: problem } = await send(handler, httpEvent({ method: "POST", body }));
  expect(problem.errors).toMatchObject([
    { in: "body", pointer: "#/list/1" },
    { in: "body", pointer: "#/a~0b" },
    { in: "body", pointer: "#/c~1~0d%20%C3%A9" },
  ]);
});

test("an invalid path parameter is reported as such", async () => {
  expect((await send(things, thingEvent({ params: { id: "x" } }))).body.errors).toMatchObject([
    { in: "path", pointer: "#/id" },
  ]);
});

test("an answer without content has no content type", async () => {
  const claims = accessTokenClaims({ scope: "api/users.write" });
  const answer = await things(thingEvent({ method: "DELETE", claims }), lambdaContext());
  expect(answer.statusCode).toBe(204);
  expect(answer).not.toHaveProperty("cookies");
  expect(Object.keys(answer.headers ?? {})).not.toContain("content-type");
});

test("cookies are sent with a page, with JSON and with an empty answer", async () => {
  const cookies = ["a=1; Secure"];
  const page = route({
    ...declaration,
    method: "GET",
    response: HtmlResponse,
    run: () => new Reply(new HtmlPage({ html: "<p>", policy: "x" }), { cookies }),
  });
  const json = route({
    ...declaration,
    method: "POST",
    response: z.object({}),
    run: () => new Reply({}, { cookies }),
  });
  const nothing = route({
    ...declaration,
    method: "DELETE",
    status: 204,
    response: z.undefined(),
    run: () => new Reply(undefined, { cookies }),
  });
  for (const one of [page, json, nothing]) {
    const answer = await moduleOf(one)(httpEvent({ method: one.method }), lambdaContext());
    expect(answer.cookies).toEqual(cookies);
  }
});
