import type * as z from "zod/mini";
import { acrValuesOf } from "../../libs/auth/authentication-level.ts";
import { SCOPES } from "../../libs/auth/permissions.ts";
import { commonErrors } from "../../libs/http/common-errors.ts";
import { CsvResponse } from "../../libs/http/csv-file.ts";
import { HtmlResponse } from "../../libs/http/html-page.ts";
import { isOptional } from "../../libs/http/is-optional.ts";
import type { Route } from "../../libs/http/route.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { PROBLEM_SCHEMAS, problemComponents, problemResponses } from "./problem-responses.ts";
import { type Json, SchemaComponents } from "./schema-components.ts";

/** A description of each module, for the tag of its routes. */
const TAGS: Readonly<Record<string, string>> = {
  auth: "Sign-up, sign-in and tokens. Public; answers do not reveal whether an account exists.",
  account: "The signed-in user's own account.",
  files: "The signed-in user's own files. Bytes go to and come from S3 by presigned requests.",
  organizations: "Organizations of users: members with roles, and invitations.",
  admin: "Users, groups and the audit log, for administrators.",
  tokens: "The content of a token and whether it is valid.",
  links: "Pages that links in mails open.",
  system: "The API itself.",
};

const DESCRIPTION = `The authentication API. JSON in, JSON out; errors are RFC 9457 problems with a stable \`code\`; an
operation's \`x-problem-codes\` lists the codes that it may answer. API Gateway's own errors are \`{"message": …}\` instead: 401
for a missing or invalid token, 403 for one without the scope, 404 for an unknown path or method.

A route with \`x-sign-in\` needs a recent sign-in, or one with a second factor. If the token's is not enough, the answer is 401
\`reauthentication_required\`, and \`www-authenticate\` says what to ask for (RFC 9470): \`max_age\`, and \`acr_values\` for a level.

Send the access token as \`Authorization: Bearer …\`; each operation names the scope that the token must have. Lists are paged
with an opaque \`cursor\`: send the cursor of the last page to get the next, until there is none.

With \`?tokens=cookie\` the refresh token comes in a cookie that scripts can't read, \`__Secure-refresh-token\`, which refresh and
sign-out accept instead of a body. Only pages of the allowed web origins may use it.`;

function parametersIn(
  place: "path" | "query",
  schema: z.core.$ZodType | undefined,
  components: SchemaComponents,
): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = components.refer(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    ...(place === "path" || required.includes(name) ? { required: true } : {}),
    schema: property,
  }));
}

function contentOf(route: Route, components: SchemaComponents): Json | undefined {
  if (route.response === HtmlResponse) return { "text/html": { schema: { type: "string" } } };
  if (route.response === CsvResponse) return { "text/csv": { schema: { type: "string" } } };
  const schema = components.refer(route.response, "output");
  // z.undefined() has no JSON Schema: it means a response without a body.
  return Object.keys(schema).length > 0 ? { "application/json": { schema } } : undefined;
}

function success(route: Route, components: SchemaComponents): Json {
  const content = contentOf(route, components);
  return {
    [String(route.status)]: {
      description: content === undefined ? "Done; no body." : "Done.",
      ...withoutUndefined({ content }),
    },
  };
}

/**
 * What a route needs of the sign-in, beside a valid token: how recent it is, by the name of the parameter, and for routes that reach other
 * accounts the levels of which it needs one, if administrators need a second factor.
 */
function signInOf({ assurance, scope }: Route): Json | undefined {
  if (assurance !== "recent" || scope === undefined) return undefined;
  const acrValues = acrValuesOf(scope);
  return {
    maxAge: "reauthenticationSeconds",
    ...(acrValues.length > 0 && { acrValues: [...acrValues], acrValuesIf: "adminMfa" }),
  };
}

function describe(route: Route): string | undefined {
  const signIn = signInOf(route);
  const sentences = [
    ...(route.description === undefined ? [] : [route.description]),
    ...(route.callers === "users" ? [] : ["Also accepts machine tokens (client credentials)."]),
    ...(signIn === undefined ? [] : ["Needs a recent sign-in."]),
    ...(signIn?.acrValues === undefined ? [] : ["With `adminMfa`, needs one with a second factor."]),
  ];
  return sentences.length === 0 ? undefined : sentences.join(" ");
}

function operationOf(module: string, route: Route, components: SchemaComponents): Json {
  const parameters = [
    ...parametersIn("path", route.params, components),
    ...parametersIn("query", route.query, components),
  ];
  const codes = [...new Set([...commonErrors(route), ...route.errors])].sort();
  return {
    operationId: route.operation,
    tags: [module],
    summary: route.summary,
    ...withoutUndefined({ description: describe(route) }),
    ...withoutUndefined({ security: route.scope && [{ accessToken: [route.scope] }] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: !isOptional(route.body),
            content: { "application/json": { schema: components.refer(route.body, "input") } },
          },
        }),
    responses: { ...success(route, components), ...problemResponses(codes, route.scope !== undefined) },
    "x-problem-codes": codes,
    ...withoutUndefined({ "x-sign-in": signInOf(route) }),
  };
}

/** The OpenAPI 3.1 document of all routes. The same routes always give the same document. */
export function renderOpenApi(
  routesByModule: Readonly<Record<string, readonly Route[]>>,
  version: string,
): Json {
  const components = new SchemaComponents();
  const paths: Record<string, Json> = {};
  for (const [module, routes] of Object.entries(routesByModule)) {
    for (const route of routes) {
      paths[route.path] = {
        ...paths[route.path],
        [route.method.toLowerCase()]: operationOf(module, route, components),
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
      schemas: { ...components.all(), ...PROBLEM_SCHEMAS },
      responses: problemComponents(),
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
