import { describeError, ERROR_CODES, type ErrorCode } from "../../libs/http/error-codes.ts";
import { REFUSAL_REASONS } from "../../libs/http/refusal-reasons.ts";
import { PASSWORD_REASONS } from "../../libs/schemas/password-rule.ts";

/** docs/api/errors.md: the closed list, by status and code. */
export function renderErrors(): string {
  const codes = (Object.keys(ERROR_CODES) as ErrorCode[]).sort(
    (one, other) => describeError(one).status - describeError(other).status || one.localeCompare(other),
  );
  return [
    "<!-- Written by `npm run docs:api`: change libs/http/error-codes.ts instead. -->",
    "",
    "# Errors of the API",
    "",
    "Every error is an RFC 9457 problem (`application/problem+json`): `type`, `title`, `status`, `code`, `detail`, `instance` and, if",
    "single fields were refused, `errors`. Clients branch on `code`, which is never renamed; titles and details are for people.",
    "`instance` is the id of the request, which the log has. An answer that could reveal whether an account exists is the same in both cases.",
    "",
    'What API Gateway answers itself is `application/json`, `{"message": …}`: 401 `Unauthorized` to a token that is missing, malformed, expired',
    "or of another issuer, 403 `Forbidden` to one without the scope, 404 `Not Found` to a path or method that no route has, 413 above 10 MB,",
    "429 above the limit of the stage, 500 and 503 for a function that failed or timed out.",
    "",
    "| status | code | title | meaning | retry after |",
    "| --- | --- | --- | --- | --- |",
    ...codes.map((code) => {
      const { status, title, detail, retryAfter } = describeError(code);
      return `| ${status} | \`${code}\` | ${title} | ${detail} | ${retryAfter === undefined ? "" : `${retryAfter} s`} |`;
    }),
    "",
    "## Reasons",
    "",
    "`request_refused` has a `reason`, so that a client can choose its message:",
    "",
    "| reason | meaning |",
    "| --- | --- |",
    ...Object.entries(REFUSAL_REASONS).map(([reason, meaning]) => `| \`${reason}\` | ${meaning} |`),
    "",
    "In `errors`, a refused password has one, too: " +
      `${PASSWORD_REASONS.map((reason) => `\`${reason}\``).join(", ")}.`,
    "",
  ].join("\n");
}
