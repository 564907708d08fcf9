import { acrValuesOf } from "../../libs/auth/authentication-level.ts";
import type { AnswersAlike, Route } from "../../libs/http/route.ts";

/** Which responses take the same time. */
function sameTime(answersAlike: AnswersAlike): string {
  if (answersAlike === "always") return "every answer in the same time";
  if (answersAlike === "refusals") return "refusals in the same time";
  return `answers without \`${answersAlike.unless}\` in the same time`;
}

const row = ({ method, path, scope, callers, assurance, counts, answersAlike, summary }: Route) => {
  const notes = [
    ...(callers === "users" ? [] : ["machines too"]),
    ...(assurance === "recent" ? ["recent sign-in"] : []),
    ...(scope !== undefined && assurance === "recent" && acrValuesOf(scope).length > 0
      ? ["second factor"]
      : []),
    ...(counts === undefined ? [] : [`budget *${counts}*`]),
    ...(answersAlike === undefined ? [] : [sameTime(answersAlike)]),
  ];
  const access = [scope === undefined ? "public" : `\`${scope}\``, ...notes].join(", ");
  return `| \`${method} ${path}\` | ${access} | ${summary} |`;
};

/** docs/api/routes.md: every route with its scope, module by module. */
export function renderRoutes(routesByModule: Readonly<Record<string, readonly Route[]>>): string {
  const sections = Object.entries(routesByModule).flatMap(([module, routes]) => [
    `## ${module}`,
    "",
    "| route | access token with scope | what it does |",
    "| --- | --- | --- |",
    ...[...routes].sort((one, other) => one.path.localeCompare(other.path)).map(row),
    "",
  ]);
  return [
    "<!-- Written by `npm run docs:api` from the routes in functions/: change those instead. -->",
    "",
    "# Routes of the API",
    "",
    "JSON under `/v1`. A body must not exceed 64 KB; an unknown field or another media type is refused. Requests and answers in full:",
    "[openapi.json](openapi.json), or `http://localhost:3000/v1/docs` while `npm start` runs. Errors: [errors.md](errors.md).",
    "",
    "*recent sign-in*: the user must have signed in within the last 15 minutes (`reauthenticationSeconds`), else the answer is 401 with",
    "`reauthentication_required`. *second factor*: with `adminMfa`, the sign-in must have used one, else the answer is the same 401",
    "([sign-in.md](../sign-in.md#a-stronger-sign-in)). *machines too*: also takes tokens of client credentials. Budgets of clients, and why",
    "answers take the same time: [limits.md](../limits.md).",
    "",
    ...sections,
  ].join("\n");
}
