import * as z from "zod/mini";
import { SCOPES } from "../../libs/auth/permissions.ts";
import { commonErrors } from "../../libs/http/common-errors.ts";
import { describeError, ERROR_CODES, type ErrorCode } from "../../libs/http/error-codes.ts";
import { HtmlResponse } from "../../libs/http/html-page.ts";
import { isOptional } from "../../libs/http/is-optional.ts";
import type { Route } from "../../libs/http/route.ts";
import { PASSWORD_REASONS } from "../../libs/schemas/password-rule.ts";

type Json = Record<string, unknown>;

/** What a module is about, as the tag of its routes. */
const TAGS: Readonly<Record<string, string>> = {
  auth: "Sign-up, sign-in and tokens. Public; answers do not tell whether an account exists.",
  account: "The signed-in user's own account.",
  files: "The signed-in user's own files. Bytes go to and come from S3 by presigned requests.",
  admin: "Users, groups and the audit log, for administrators.",
  tokens: "What is in a token and whether it is good.",
  links: "Pages behind the links in mails.",
  system: "The API itself.",
};

const DESCRIPTION = `The authentication API. JSON in, JSON out; errors are RFC 9457 problems with a stable \`code\`.

Send the access token as \`Authorization: Bearer …\`; each operation names the scope that the token must hold. Lists page by
an opaque \`cursor\`: give the one of the last page back, until there is none.

With \`?tokens=cookie\` the refresh token comes in a cookie that no script can read, \`__Secure-refresh-token\`, which refresh and
sign-out take instead of a body. Only pages of the allowed web origins may have it.`;

/** zod writes JSON Schema 2020-12, which is OpenAPI 3.1's; the dialect need not be repeated in every place. */
function schemaOf(schema: z.core.$ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return json;
}

function parametersIn(place: "path" | "query", schema: z.core.$ZodType | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function problemResponses(codes: readonly ErrorCode[]): Json {
  const byStatus = Map.groupBy([...new Set(codes)].sort(), (code) => describeError(code).status);
  return Object.fromEntries(
    [...byStatus]
      .sort(([one], [other]) => one - other)
      .map(([status, atStatus]) => [
        String(status),
        {
          description: atStatus.map((code) => `\`${code}\``).join(", "),
          content: {
            "application/problem+json": {
              schema: {
                allOf: [
                  { $ref: "#/components/schemas/Problem" },
                  { properties: { code: { enum: atStatus } } },
                ],
              },
            },
          },
        },
      ]),
  );
}

function contentOf(route: Route): Json | undefined {
  if (route.response === HtmlResponse) return { "text/html": { schema: { type: "string" } } };
  const schema = schemaOf(route.response, "output");
  // z.undefined() has no JSON Schema: it is the answer without a body.
  return Object.keys(schema).length > 0 ? { "application/json": { schema } } : undefined;
}

function success(route: Route): Json {
  const content = contentOf(route);
  return {
    [String(route.status)]: {
      description: route.summary,
      ...(content === undefined ? {} : { content }),
    },
  };
}

function operationOf(module: string, route: Route): Json {
  const parameters = [...parametersIn("path", route.params), ...parametersIn("query", route.query)];
  return {
    operationId: route.operation,
    tags: [module],
    summary: route.summary,
    ...(route.callers === "users"
      ? {}
      : { description: "Takes tokens of machines, too (client credentials)." }),
    ...(route.scope === undefined ? {} : { security: [{ accessToken: [route.scope] }] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: !isOptional(route.body),
            content: { "application/json": { schema: schemaOf(route.body, "input") } },
          },
        }),
    responses: { ...success(route), ...problemResponses([...commonErrors(route), ...route.errors]) },
  };
}

/** RFC 9457, as libs/http/problem.ts renders it. */
const PROBLEM: Json = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "instance"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer", minimum: 400, maximum: 599 },
    code: {
      description: "Stable; clients decide by it.",
      oneOf: (Object.keys(ERROR_CODES) as ErrorCode[]).map((code) => ({
        const: code,
        description: describeError(code).detail,
      })),
    },
    detail: { type: "string" },
    instance: { type: "string", description: "Names the request; it leads to the log." },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["in", "pointer", "detail"],
        properties: {
          in: { enum: ["path", "query", "body"] },
          pointer: { type: "string", description: "JSON pointer (RFC 6901) into that part." },
          detail: { type: "string" },
          reason: { enum: PASSWORD_REASONS, description: "Stable; why a new password was refused." },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 document of all routes. The same routes always give the same document. */
export function renderOpenApi(
  routesByModule: Readonly<Record<string, readonly Route[]>>,
  version: string,
): Json {
  const paths: Record<string, Json> = {};
  for (const [module, routes] of Object.entries(routesByModule)) {
    for (const route of routes) {
      paths[route.path] = {
        ...paths[route.path],
        [route.method.toLowerCase()]: operationOf(module, route),
      };
    }
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Serverless Auth",
      version,
      description: DESCRIPTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: Object.keys(routesByModule).map((name) => ({ name, description: TAGS[name] ?? name })),
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        accessToken: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: `An access token of the user pool. Scopes: ${SCOPES.map((scope) => `\`${scope}\``).join(", ")}.`,
        },
      },
    },
  };
}
