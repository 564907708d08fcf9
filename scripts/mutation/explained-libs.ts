/** Mutants of the service that no test can kill. */
import type { Explanation } from "./explanation.ts";

export const explainedInLibs: readonly Explanation[] = [
  {
    file: "libs/auth/permissions.ts",
    at: "new Set(groups.flatMap((group) => GROUP_SCOPES.get(group) ?? []))",
    mutants: [["GROUP_SCOPES.get(group) ?? []", "GROUP_SCOPES.get(group)"]],
    reason: "`undefined` among the granted values is not a scope",
  },
  {
    file: "libs/auth/second-factor.ts",
    at: "const identities = user.UserAttributes?.find(",
    mutants: [
      ["?.", "."],
      ["find", "findLast"],
    ],
    reason: "every user has attributes, each of them once",
  },
  {
    file: "libs/http/answer-floor.ts",
    at: "const jitter = randomInt(0, Math.max(1, Math.round(milliseconds * JITTER_SHARE * 1000))) / 1000;",
    mutants: [
      ["0", "1"],
      ["1", "2"],
      ["1000", "1001"],
    ],
    reason: "a random value may differ by a thousandth of a millisecond",
  },
  {
    file: "libs/http/answer-floor.ts",
    at: "if (wait > 0) await clock.wait(wait);",
    mutants: [
      [">", ">="],
      ["0", "1"],
    ],
    reason: "a client can't see a difference of one millisecond",
  },
  {
    file: "libs/http/answer-route.ts",
    at: "z.config(en());",
    mutants: [["z.config(en());", ";"]],
    reason: "packages stay loaded between runs, and zod keeps this for the process; Jest kills it",
  },
  {
    file: "libs/http/answer-route.ts",
    at: "if (counts === undefined || limits === undefined) return;",
    mutants: [["counts === undefined || limits === undefined", "counts === undefined"]],
    reason: "`httpModule` refuses a route that counts without limits; it is for the compiler",
  },
  {
    file: "libs/http/answer-route.ts",
    at: 'if (scope !== undefined && principal?.kind === "user" && accessToken !== undefined) {',
    mutants: [
      [
        'scope !== undefined && principal?.kind === "user" && accessToken !== undefined',
        'scope !== undefined && principal?.kind === "user"',
      ],
      ['scope !== undefined && principal?.kind === "user"', 'principal?.kind === "user"'],
    ],
    reason: "an authorized request has a scope and a token; it is for the compiler",
  },
  {
    file: "libs/http/answer-route.ts",
    at: 'params: parse("path", route.params, event.pathParameters ?? {}, errors),',
    mutants: [["event.pathParameters ?? {}", "event.pathParameters"]],
    reason: "the router fills them in if a route has any; it is for the compiler",
  },
  {
    file: "libs/http/answer-route.ts",
    at: "const isHeldBack = answersAlike !== undefined && floor !== undefined;",
    mutants: [["answersAlike !== undefined && floor !== undefined", "answersAlike !== undefined"]],
    reason: "`httpModule` refuses such a route without a floor; it is for the compiler",
  },
  {
    file: "libs/http/client-address.ts",
    at: 'digests: string = process.env.EDGE_SECRET_SHA256 ?? "",',
    mutants: [['""', '"mutated"']],
    reason: "an invalid digest has the same effect as none",
  },
  {
    file: "libs/http/client-address.ts",
    at: 'if (digests === "" || !isFromEdge(',
    mutants: [
      [
        'digests === "" || !isFromEdge(headers[ORIGIN_SECRET_HEADER], digests)',
        "!isFromEdge(headers[ORIGIN_SECRET_HEADER], digests)",
      ],
      ['""', '"mutated"'],
    ],
    reason: "without a digest no request comes from the edge; the check only saves a hash",
  },
  {
    file: "libs/http/client-address.ts",
    at: 'const address = headers[VIEWER_ADDRESS_HEADER] ?? "";',
    mutants: [['""', '"mutated"']],
    reason: "neither string is an address",
  },
  {
    file: "libs/http/http-module.ts",
    at: "if (!request.response) return;",
    mutants: [["!request.response", "false"]],
    reason: "by then there is an answer or a problem; it is for the compiler",
  },
  {
    file: "libs/http/http-module.ts",
    at: "const bytes = body === undefined ? 0 :",
    mutants: [
      ["0", "1"],
      ['"utf8"', '""'],
    ],
    reason: "one byte is not too many either, and UTF-8 is Node's default",
  },
  {
    file: "libs/http/http-module.ts",
    at: "parser.before?.(request)",
    mutants: [["?.", ""]],
    reason: "the parser has this hook; it is for the compiler",
  },
  {
    file: "libs/http/problem.ts",
    at: 'const status = error instanceof Error && "statusCode" in error ? error.statusCode',
    mutants: [['error instanceof Error && "statusCode" in error', "error instanceof Error"]],
    reason: "a missing member is undefined; it is for the compiler",
  },
  {
    file: "libs/http/problem.ts",
    at: 'return typeof status === "number" ? status : undefined;',
    mutants: [['typeof status === "number"', "true"]],
    reason: "it is compared with numbers; it is for the compiler",
  },
  {
    file: "libs/http/request-log.ts",
    at: 'const sub = claims !== null && typeof claims === "object" && "sub" in claims',
    mutants: [
      [
        'claims !== null && typeof claims === "object" && "sub" in claims',
        'claims !== null && typeof claims === "object"',
      ],
    ],
    reason: "a missing member is undefined; it is for the compiler",
  },
  {
    file: "libs/http/request-log.ts",
    at: "const status = response?.statusCode ?? 500;",
    mutants: [
      ["response?.statusCode ?? 500", "response?.statusCode"],
      ["?.", "."],
      ["500", "501"],
    ],
    reason: "every answer and every problem has a status; it is for the compiler",
  },
  {
    file: "libs/http/request-log.ts",
    at: "durationMs: Math.round((performance.now() - (startedAt.get(event)",
    mutants: [["startedAt.get(event) ?? performance.now()", "startedAt.get(event)"]],
    reason: "every request that ends has begun; it is for the compiler",
  },
];
