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
  {
    file: "libs/http/answer-route.ts",
    at: 'if (scope !== undefined && principal?.kind === "user" && accessToken !== undefined) {',
    mutants: [["?.", "."]],
    reason: "a route with a scope has a principal; it is for the compiler",
  },
  {
    file: "libs/http/answer-route.ts",
    at: "await guard?.({ principal, accessToken,",
    mutants: [["?.", ""]],
    reason: "`httpModule` refuses a route with a scope without a guard; it is for the compiler",
  },
  {
    file: "libs/http/client-address.ts",
    at: 'const address = headers[VIEWER_ADDRESS_HEADER] ?? "";',
    mutants: [['headers[VIEWER_ADDRESS_HEADER] ?? ""', "headers[VIEWER_ADDRESS_HEADER]"]],
    reason: "a missing header is not an address either; it is for the compiler",
  },
  {
    file: "libs/http/common-errors.ts",
    at: 'callers === "users" && scope !== undefined && MACHINE_SCOPES.includes(scope);',
    mutants: [['callers === "users" && scope !== undefined', 'callers === "users"']],
    reason: "no machine has the scope `undefined`; it is for the compiler",
  },
  {
    file: "libs/http/csv-file.ts",
    at: 'columns.map((column) => row[column] ?? "")',
    mutants: [['row[column] ?? ""', "row[column]"]],
    reason: "`join` writes `undefined` as nothing; it is for the compiler",
  },
  {
    file: "libs/http/http-module.ts",
    at: "const TIMEOUT_RESERVE = 300;",
    mutants: [["300", "301"]],
    reason: "a function can't tell a difference of one millisecond",
  },
  {
    file: "libs/http/session-guard.ts",
    at: "(trusted.get(originJti) ?? 0) > now();",
    mutants: [
      ["trusted.get(originJti) ?? 0", "trusted.get(originJti)"],
      ["0", "1"],
    ],
    reason: "`undefined` is not later than now either; it is for the compiler",
  },
  {
    file: "libs/otp/account.ts",
    at: "attributes: Object.fromEntries(user.UserAttributes?.map(",
    mutants: [
      [
        "user.UserAttributes?.map(({ Name, Value }) => [Name, Value]) ?? []",
        "user.UserAttributes?.map(({ Name, Value }) => [Name, Value])",
      ],
      ["?.", "."],
    ],
    reason: "every user has attributes; it is for the compiler",
  },
  {
    file: "libs/otp/account.ts",
    at: 'if (error instanceof Error && error.name === "UserNotFoundException")',
    mutants: [
      [
        'error instanceof Error && error.name === "UserNotFoundException"',
        'error.name === "UserNotFoundException"',
      ],
    ],
    reason: "only errors are thrown; it is for the compiler",
  },
  {
    file: "libs/otp/challenge-memory.ts",
    at: 'const text = metadata ?? "";',
    mutants: [
      ['metadata ?? ""', "metadata"],
      ['""', '"mutated"'],
    ],
    reason: "none of them matches a pattern",
  },
  {
    file: "libs/otp/challenge-memory.ts",
    at: "if (challengeId !== undefined && seed !== undefined) return",
    mutants: [
      ["challengeId !== undefined && seed !== undefined", "challengeId !== undefined"],
      ["challengeId !== undefined && seed !== undefined", "seed !== undefined"],
    ],
    reason: "the pattern has both or none",
  },
  {
    file: "libs/otp/challenge-memory.ts",
    at: "if (codeId === undefined || digest === undefined) return undefined;",
    mutants: [
      ["codeId === undefined || digest === undefined", "codeId === undefined"],
      ["codeId === undefined || digest === undefined", "digest === undefined"],
    ],
    reason: "the pattern has both or none",
  },
  {
    file: "libs/otp/choose-recipient.ts",
    at: "if (country === undefined || !smsCountries.includes(country))",
    mutants: [
      ["country === undefined || !smsCountries.includes(country)", "!smsCountries.includes(country)"],
    ],
    reason: "`undefined` is not in the list either; it is for the compiler",
  },
  {
    file: "libs/otp/country-of-number.ts",
    at: "for (let length = LONGEST; length > 0; length -= 1) {",
    mutants: [[">", ">="]],
    reason: "no country has an empty prefix",
  },
  {
    file: "libs/otp/deliver-code.ts",
    at: 'const { brand, defaultLanguage, mailFrom = "", linkOrigins } = settings;',
    mutants: [['""', '"mutated"']],
    reason: "without a sender no mail is sent; it is for the compiler",
  },
  {
    file: "libs/otp/deliver-code.ts",
    at: "minutes: Math.ceil((expiresAt - now) / 60_000),",
    mutants: [["60_000", "60001"]],
    reason: "lifetimes are whole seconds, and too short for the difference to add up to one",
  },
  {
    file: "libs/otp/deliver-code.ts",
    at: "const isSent = recipient !== undefined && place.isTaken;",
    mutants: [["recipient !== undefined && place.isTaken", "place.isTaken"]],
    reason: "without a recipient no place is taken; it is for the compiler",
  },
  {
    file: "libs/otp/next-step.ts",
    at: "srp?.challengeResult === true &&",
    mutants: [["?.", "."]],
    reason: "called with two challenges at least; it is for the compiler",
  },
  {
    file: "libs/otp/next-step.ts",
    at: 'password?.challengeName === "PASSWORD_VERIFIER" &&',
    mutants: [["?.", "."]],
    reason: "called with two challenges at least; it is for the compiler",
  },
  {
    file: "libs/otp/next-step.ts",
    at: "answered[0]?.challengeResult === true &&",
    mutants: [["?.", "."]],
    reason: "there is one; it is for the compiler",
  },
  {
    file: "libs/otp/next-step.ts",
    at: "return session[0]?.challengeResult === true ?",
    mutants: [["?.", "."]],
    reason: "there is one; it is for the compiler",
  },
  {
    file: "libs/otp/one-time-code.ts",
    at: '.update("pad").digest().readUIntBE(0, 6) % CODES;',
    mutants: [
      ['"pad"', '""'],
      ["0", "1"],
    ],
    reason: "any label and any six bytes make as good a pad",
  },
  {
    file: "libs/otp/otp-store.ts",
    at: "const item = issued ?? (await table.get(otpKey(challengeId)));",
    mutants: [["issued ?? (await table.get(otpKey(challengeId)))", "(await table.get(otpKey(challengeId)))"]],
    reason: "a read returns the same item; the update's answer saves it",
  },
  {
    file: "libs/otp/otp-store.ts",
    at: "tries: item.guesses instanceof Set ? item.guesses.size : 0,",
    mutants: [
      ["item.guesses instanceof Set", "true"],
      ["0", "1"],
    ],
    reason: "an item has guesses after one was added; it is for the compiler",
  },
  {
    file: "libs/otp/sign-in-link.ts",
    at: 'const origin = origins.find((allowed) => allowed === wanted) ?? origins[0] ?? "";',
    mutants: [
      [
        'origins.find((allowed) => allowed === wanted) ?? origins[0] ?? ""',
        "origins.find((allowed) => allowed === wanted) ?? origins[0]",
      ],
      ["find", "findLast"],
      ['""', '"mutated"'],
    ],
    reason: "equal origins are the same, and without origins no link is sent",
  },
  {
    file: "libs/otp/take-send.ts",
    at: 'values: { one: 1, now, mine: mark, none: "" },',
    mutants: [['""', '"mutated"']],
    reason: "any text that is not a mark",
  },
  {
    file: "libs/http/request-log.ts",
    at: "if (status === 500 && error instanceof ApiError) publishFailure(error.cause);",
    mutants: [["status === 500 && error instanceof ApiError", "status === 500"]],
    reason: "every problem is an ApiError; it is for the compiler",
  },
  {
    file: "libs/http/route.ts",
    at: "beforeTerms: definition.beforeTerms ?? false,",
    mutants: [["definition.beforeTerms ?? false", "definition.beforeTerms"]],
    reason: "`undefined` is false as well; it is for the compiler",
  },
  {
    file: "libs/otp/create-challenge.ts",
    at: 'return { kind: "code", isLink: channel === "link", challengeId, expiresAt, digest };',
    mutants: [['"code"', '""']],
    reason: "what is not `parameters` is written as a code; it is for the compiler",
  },
  {
    file: "libs/otp/minimum-time.ts",
    at: "await setTimeout(Math.max(0, end - performance.now()));",
    mutants: [["0", "1"]],
    reason: "Node waits for one millisecond if it is told zero",
  },
];
