import { describeError, ERROR_CODES, type ErrorCode } from "../../libs/http/error-codes.ts";

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
    "Every error is an RFC 9457 problem (`application/problem+json`): `type`, `title`, `status`, `code`, `detail`, `instance` and, where",
    "single fields were refused, `errors`. Clients decide by `code`, which is never renamed; titles and details are for people.",
    "`instance` names the request and leads to the log. A token that the gateway itself refuses gets API Gateway's own answer, 401 or 403 with",
    '`{"message": …}`. Where an answer could tell whether an account exists, it is the same for both.',
    "",
    "| status | code | title | meaning | retry after |",
    "| --- | --- | --- | --- | --- |",
    ...codes.map((code) => {
      const { status, title, detail, retryAfter } = describeError(code);
      return `| ${status} | \`${code}\` | ${title} | ${detail} | ${retryAfter === undefined ? "" : `${retryAfter} s`} |`;
    }),
    "",
  ].join("\n");
}
