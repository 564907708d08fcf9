/** A module of three routes, for tests of what all modules share. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as z from "zod/mini";
import { type HttpHandler, httpModule } from "../../../libs/http/http-module.ts";
import { type Route, route } from "../../../libs/http/route.ts";
import type { SessionGuard } from "../../../libs/http/session-guard.ts";
import type { Log } from "../../../libs/observability/logger.ts";
import { accessTokenClaims, httpEvent, lambdaContext } from "./http-event.ts";

const Thing = z.strictObject({ name: z.string(), "a/b": z.optional(z.number()) });

export const createThing = route({
  operation: "test",
  summary: "A route to test with",
  method: "POST",
  path: "/v1/things",
  status: 201,
  body: Thing,
  response: Thing,
  run: ({ body }) => body,
});

export const getThing = route({
  operation: "test",
  summary: "A route to test with",
  method: "GET",
  path: "/v1/things/{id}",
  scope: "api/profile",
  params: z.strictObject({ id: z.uuid() }),
  query: z.strictObject({ verbose: z.optional(z.enum(["yes", "no"])) }),
  response: z.strictObject({ id: z.string(), owner: z.string(), verbose: z.optional(z.string()) }),
  run: ({ params, query, principal }) => ({ id: params.id, owner: principal.sub, ...query }),
});

const deleteThing = route({
  operation: "test",
  summary: "A route to test with",
  method: "DELETE",
  path: "/v1/things/{id}",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: z.strictObject({ id: z.uuid() }),
  response: z.undefined(),
  run: () => undefined,
});

interface Line {
  readonly level: string;
  readonly message: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Recording extends Log {
  readonly lines: readonly Line[];
}

export function recordingLog(): Recording {
  const lines: Line[] = [];
  const at = (level: string) => (message: string, values: Readonly<Record<string, unknown>>) => {
    lines.push({ level, message, values });
  };
  return { lines, info: at("info"), warn: at("warn"), error: at("error") };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export function read({ statusCode, headers = {}, body }: APIGatewayProxyStructuredResultV2): Answer {
  return { status: statusCode, headers, body: body === undefined ? {} : JSON.parse(body) };
}

export async function send(handler: HttpHandler, event: APIGatewayProxyEventV2): Promise<Answer> {
  return read(await handler(event, lambdaContext()));
}

/** Lets every token pass. */
export const openGuard: SessionGuard = async () => {};

export const things = httpModule([createThing, getThing, deleteThing], {
  guard: openGuard,
  adminMfa: "off",
  log: recordingLog(),
});
export const THING_ID = "2d1f7a55-55f8-4c2f-9a51-3c5d9f0a1b2c";
export const thingEvent = (more: Parameters<typeof httpEvent>[0] = {}) =>
  httpEvent({
    path: `/v1/things/${THING_ID}`,
    params: { id: THING_ID },
    claims: accessTokenClaims(),
    ...more,
  });

/** A module of one public route that runs as given. */
export function running(run: () => unknown, log: Log = recordingLog()): HttpHandler {
  const only: Route = route({
    operation: "test",
    summary: "A route to test with",
    errors: ["not_found"],
    method: "GET",
    path: "/v1/things",
    response: z.strictObject({ fine: z.literal(true) }),
    run: run as () => Promise<{ fine: true }>,
  });
  return httpModule([only], { guard: null, log });
}
