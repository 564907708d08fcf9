/** Mutants that no test can kill, each with the reason. An explanation that matches no mutant fails the run. */
import type { Mutant } from "./make-mutants.ts";

interface Explanation {
  readonly file: string;
  /** Text of the mutant's line. */
  readonly at: string;
  /** The replaced text and its replacement. */
  readonly mutants: readonly (readonly [original: string, replacement: string])[];
  readonly reason: string;
}

export const explanations: readonly Explanation[] = [
  {
    file: "local/cognito/domain/authentication-level.ts",
    at: "LEVELS.find((level) => acrOf(configuration, level) === acr)",
    mutants: [["find", "findLast"]],
    reason: "no pool gives two levels the same name (`findRepeatedName`)",
  },
  {
    file: "local/cognito/domain/authentication-level.ts",
    at: "...(way.second ? [OF_SECOND[way.second]] : [])",
    mutants: [["way.second", "true"]],
    reason: "`undefined` among the factors is not a factor",
  },
  {
    file: "local/cognito/domain/device.ts",
    at: "text.length > 4096",
    mutants: [["4096", "4097"]],
    reason: "Base64 has a multiple of four characters",
  },
  {
    file: "local/cognito/domain/device-type.ts",
    at: '(found[1] ?? "").replaceAll(',
    mutants: [
      ['found[1] ?? ""', "found[1]"],
      ['""', '"mutated"'],
    ],
    reason: "every pattern has its group; it is for the compiler",
  },
  {
    file: "local/cognito/domain/device-type.ts",
    at: 'const text = userAgent ?? "";',
    mutants: [
      ['userAgent ?? ""', "userAgent"],
      ['""', '"mutated"'],
    ],
    reason: "neither text names a browser, a system or a product",
  },
  {
    file: "local/cognito/domain/fixed-base-power.ts",
    at: "for (let bit = 0; bit < ROWS * COLUMNS; bit += 1) {",
    mutants: [["<", "<="]],
    reason: "a ninth row makes a table larger, and no digit picks from there",
  },
  {
    file: "local/cognito/domain/fixed-base-power.ts",
    at: "rowPowers[column / COLUMNS_PER_BLOCK]?.push(power)",
    mutants: [
      ["column % COLUMNS_PER_BLOCK === 0", "true"],
      ["?.", "."],
    ],
    reason: "an array has no elements at fractions, and at whole numbers it has them all",
  },
  {
    file: "local/cognito/domain/fixed-base-power.ts",
    at: "tables ??= createTables(base, modulus);",
    mutants: [["??=", "="]],
    reason: "the same tables again only take longer",
  },
  {
    file: "local/cognito/domain/fixed-base-power.ts",
    at: "const factor = products[digitAt(",
    mutants: [
      [
        "products[digitAt(exponent, block * COLUMNS_PER_BLOCK + place)] ?? 1n",
        "products[digitAt(exponent, block * COLUMNS_PER_BLOCK + place)]",
      ],
      ["1n", "(1n + 1n)"],
    ],
    reason: "a table has a product for every digit; it is for the compiler",
  },
  {
    file: "local/cognito/domain/fold-case.ts",
    at: "if (ASCII.test(text)) return text.toLowerCase();",
    mutants: [["ASCII.test(text)", "false"]],
    reason: "only a faster way to the same text",
  },
  {
    file: "local/cognito/domain/identity-provider.ts",
    at: 'case "SAML":',
    mutants: [['"SAML"', '""']],
    reason: "spreading `undefined` adds no details either; the case is for the compiler",
  },
  {
    file: "local/cognito/domain/password-hash.ts",
    at: 'list = "", salt = "", key = ""] = PHC.exec(text)',
    mutants: [['""', '"mutated"']],
    reason: "a text with this id has all of the groups; it is for the compiler",
  },
  {
    file: "local/cognito/domain/password-memo.ts",
    at: 'generateKeySync("hmac", { length: 256 })',
    mutants: [["256", "257"]],
    reason: "Node rounds the length down to whole bytes",
  },
  {
    file: "local/cognito/domain/srp.ts",
    at: 'hkdfSync("sha256", secret, name, "verifier", toBytes(N).length)',
    mutants: [['"verifier"', '""']],
    reason: "a label of bytes that look random in any case",
  },
  {
    file: "local/cognito/domain/token-overrides.ts",
    at: 'Generation`, "V2_0"),',
    mutants: [['"V2_0"', '""']],
    reason: "it is only compared with V1_0",
  },
  {
    file: "local/cognito/domain/token-overrides.ts",
    at: 'accessToken: readChanges(access, accessPath, "V2_0"),',
    mutants: [['"V2_0"', '""']],
    reason: "it is only compared with V1_0",
  },
  {
    file: "local/cognito/domain/totp.ts",
    at: "DRIFT.map((drift) => timeStep(now) + drift)",
    mutants: [["+", "-"]],
    reason: "the drifts go as far back as forth",
  },
  {
    file: "local/cognito/domain/ui-customization.ts",
    at: 'const [selector = "", body, ...more] = rule.split("{");',
    mutants: [['""', '"mutated"']],
    reason: "splitting gives one part at least; it is for the compiler",
  },
  {
    file: "local/gateway/authentication-provider.ts",
    at: "if (!(error instanceof AuthorizationRefused)) throw error;",
    mutants: [["!(error instanceof AuthorizationRefused)", "false"]],
    reason: "hapi then throws at an answer without a status, so that the answer is 500 all the same",
  },
  {
    file: "local/gateway/cors.ts",
    at: "const given = configured === true",
    mutants: [
      ["configured === true", "false"],
      ["true", "false"],
    ],
    reason: "`true` has none of the members either, which only the compiler minds",
  },
  {
    file: "local/gateway/install-gateway.ts",
    at: "rawQueryString: request.raw.req.url?.split",
    mutants: [
      [
        'request.raw.req.url?.split("?").slice(1).join("?") ?? ""',
        'request.raw.req.url?.split("?").slice(1).join("?")',
      ],
      ["?.", "."],
      ['""', '"mutated"'],
    ],
    reason: "a request that a server got has a URL; the type is that of answers, too",
  },
  {
    file: "local/gateway/install-gateway.ts",
    at: "const KEEP_ALIVE_MS = 75_000;",
    mutants: [["75_000", "75001"]],
    reason: "a client can't see a difference of one millisecond",
  },
  {
    file: "local/gateway/install-gateway.ts",
    at: 'const path = readRequestPath(req.url ?? "");',
    mutants: [
      ['req.url ?? ""', "req.url"],
      ['""', '"mutated"'],
    ],
    reason: "a request that a server got has a URL; the type is that of answers, too",
  },
  {
    file: "local/gateway/install-gateway.ts",
    at: "(values ?? []).join(",
    mutants: [["values ?? []", "values"]],
    reason: "Node gives every header that is there its values; the type is that of any dictionary",
  },
  {
    file: "local/gateway/install-gateway.ts",
    at: 'if (response.isBoom === true) throw new Error("an error is left unanswered");',
    mutants: [
      ["response.isBoom === true", "false"],
      ["true", "false"],
      ['"an error is left unanswered"', '""'],
    ],
    reason: "`ownAnswer` leaves no error; it is for the compiler",
  },
  {
    file: "local/gateway/install-gateway.ts",
    at: "return response === request.response ? h.continue : response;",
    mutants: [["response === request.response", "false"]],
    reason: "hapi continues with the existing answer in both cases",
  },
  {
    file: "local/gateway/jwt-authorizer.ts",
    at: "if (claims.iat !== undefined && claims.iat * 1000 > clock.now())",
    mutants: [
      ["claims.iat !== undefined && claims.iat * 1000 > clock.now()", "claims.iat * 1000 > clock.now()"],
    ],
    reason: "a missing number is never greater; it is for the compiler",
  },
  {
    file: "local/gateway/jwt-authorizer.ts",
    at: "if (error instanceof errors.JWTClaimValidationFailed && error.claim",
    mutants: [
      ['error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf"', 'error.claim === "nbf"'],
    ],
    reason: "no other error of jose's names that claim; it is for the compiler",
  },
  {
    file: "local/gateway/listen-on-both-loopbacks.ts",
    at: "listenAddresses(address).filter((other) => other !== address)",
    mutants: [["listenAddresses(address).filter((other) => other !== address)", "listenAddresses(address)"]],
    reason: "the server's own address is in use, and so is left alone",
  },
  {
    file: "local/gateway/listen-on-both-loopbacks.ts",
    at: "createServer({ allowHalfOpen: true, noDelay: true }",
    mutants: [["true", "false"]],
    reason: "the HTTP server ends half-closed connections itself, and without a delay they are only faster",
  },
  {
    file: "local/gateway/pending-requests.ts",
    at: 'if (typeof id !== "string") return null;',
    mutants: [['typeof id !== "string"', "false"]],
    reason: "a map with string keys has no other keys; it is for the compiler",
  },
  {
    file: "local/gateway/request-size.ts",
    at: "const PATIENCE_MS = 1000;",
    mutants: [["1000", "1001"]],
    reason: "a client can't see a difference of one millisecond",
  },
  {
    file: "local/gateway/request-path.ts",
    at: 'const [path = ""] = target.split("?");',
    mutants: [['""', '"mutated"']],
    reason: "splitting gives one part at least; it is for the compiler",
  },
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

const fits = (mutant: Mutant, { file, at, mutants }: Explanation) =>
  file === mutant.file &&
  mutant.lineText.includes(at) &&
  mutants.some(
    ([original, replacement]) => original === mutant.original && replacement === mutant.replacement,
  );

export function explanationOf(mutant: Mutant): Explanation | undefined {
  return explanations.find((explanation) => fits(mutant, explanation));
}

/** Explanations that match no mutant of the tested files, or fewer than they claim. */
export function staleExplanations(mutants: readonly Mutant[]): readonly Explanation[] {
  const files = new Set(mutants.map(({ file }) => file));
  return explanations.filter((explanation) => {
    const fitting = mutants.filter((mutant) => fits(mutant, explanation));
    return files.has(explanation.file) && fitting.length < explanation.mutants.length;
  });
}
