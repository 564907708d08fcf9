import { createHash, randomBytes } from "node:crypto";
import { SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, describe, expect, test } from "@jest/globals";
import { type ApiAnswer, ApiClient, newPerson } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { startLocalStack } from "../support/stacks/local-stack.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";
import { addFault, clearFaults } from "../support/worlds/faults.ts";

const CREDENTIALS = 8;
const MAILS = 4;

/** The headers of a distribution in front of the API, so that requests can come from any address. */
const EDGE_SECRET = randomBytes(24).toString("base64url");

const parameters = {
  answerMilliseconds: "50",
  mailsPerHour: "5",
  clientCredentialsPer5Min: String(CREDENTIALS),
  clientMailsPerHour: String(MAILS),
  edgeSecretSha256: createHash("sha256").update(EDGE_SECRET).digest("hex"),
};
const stack = closeAtEnd(
  await startLocalStack({
    arguments: Object.entries(parameters).flatMap(([name, value]) => ["--param", `${name}=${value}`]),
  }),
);
const api = new ApiClient(stack);
const clientId = String((await api.get("/v1/auth/config")).body.userPoolClientId);

afterEach(() => clearFaults(stack));

let host = 0;

/** Posts as a client with a new address, or with the given one. */
function clientAt(address?: string) {
  host += 1;
  const from = address ?? `203.0.113.${host}`;
  const headers = { "x-origin-secret": EDGE_SECRET, "x-viewer-address": from };
  return (route: string, body: object): Promise<ApiAnswer> =>
    api.post(`/v1/auth/${route}`, body, { headers });
}

/** Sends one request from a new client, so that only other limits can stop it. */
const fromAnywhere = (route: string, body: object) => clientAt()(route, body);

const codeOf = ({ status, body }: ApiAnswer) => `${status} ${String(body.code ?? "")}`.trim();

async function register() {
  const person = newPerson();
  await fromAnywhere("sign-up", { email: person.email });
  const code = await api.codeFor(person.email);
  expect((await fromAnywhere("confirm", { ...person, code })).status).toBe(204);
  return person;
}

/** Seconds since the epoch. */
const now = () => Date.now() / 1000;

/**
 * Sends until the client is refused, and returns how many requests passed. A window may end in between, so it sends at most twice
 * the limit.
 */
async function untilRefused(send: (turn: number) => Promise<ApiAnswer>, most: number) {
  for (let passed = 0; passed <= 2 * most; passed += 1) {
    const before = now();
    const answer = await send(passed);
    if (answer.status === 429) return { passed, answer, before, after: now() };
  }
  throw new Error("the client was never refused");
}

/** With another name each time: attempts with one name have their own limit. */
const guess = () => newPerson();

describe("a client's budget", () => {
  test("ends its guesses with 429 and a retry-after, and does not affect other clients", async () => {
    const person = await register();
    const attacker = clientAt();
    const { passed, answer, before, after } = await untilRefused(
      () => attacker("sign-in", guess()),
      CREDENTIALS,
    );
    expect(passed).toBeGreaterThanOrEqual(CREDENTIALS);
    expect(answer.body.code).toBe("too_many_requests");
    // The time is the end of a five-minute window, as seen between request and answer.
    const seconds = Number(answer.headers.get("retry-after"));
    const [soonest, latest] = [before + seconds - 1, after + seconds];
    expect(Math.floor(latest / 300) * 300).toBeGreaterThanOrEqual(Math.floor(soonest));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(300);
    expect(
      codeOf(await attacker("challenge", { challenge: "PASSWORD", session: "s".repeat(30), ...guess() })),
    ).toBe("429 too_many_requests");
    expect((await clientAt()("sign-in", person)).status).toBe(200);
  });

  test("is shared by a /64 network for IPv6", async () => {
    const send = (turn: number) => clientAt(`2001:db8:0:64::${(turn + 1).toString(16)}`)("sign-in", guess());
    expect((await untilRefused(send, CREDENTIALS)).passed).toBeGreaterThanOrEqual(CREDENTIALS);
    expect(codeOf(await clientAt("2001:db8:0:65::1")("sign-in", guess()))).toBe("401 invalid_credentials");
  });

  test("for mails is separate from the one for credentials", async () => {
    const client = clientAt();
    const send = () => client("forgot-password", { email: newPerson().email });
    expect((await untilRefused(send, MAILS)).passed).toBeGreaterThanOrEqual(MAILS);
    expect(codeOf(await client("sign-in", guess()))).toBe("401 invalid_credentials");
  });

  test("is not used up by requests with an access token", async () => {
    const person = await register();
    const { tokens } = (await clientAt()("sign-in", person)).body as { tokens: { accessToken: string } };
    for (let request = 0; request < 3 * CREDENTIALS; request += 1) {
      expect((await api.get("/v1/me", { token: tokens.accessToken })).status).toBe(200);
    }
  });

  test("cannot be moved to another address by a header alone", async () => {
    const send = (turn: number) =>
      api.post("/v1/auth/sign-in", guess(), {
        headers: {
          "x-origin-secret": "guessed",
          "x-forwarded-for": `203.0.113.${turn}`,
          forwarded: `for=203.0.113.${turn}`,
          "x-viewer-address": `203.0.113.${turn}`,
        },
      });
    expect((await untilRefused(send, CREDENTIALS)).passed).toBeLessThanOrEqual(2 * CREDENTIALS);
  });

  test("is not enforced while the table is down: requests continue", async () => {
    const client = clientAt();
    await untilRefused(() => client("sign-in", guess()), CREDENTIALS);
    const person = await register();
    await addFault(stack, { service: "dynamodb", error: "InternalServerError", status: 500 });
    const other = clientAt();
    for (let request = 0; request < CREDENTIALS + 2; request += 1) {
      expect(codeOf(await other("sign-in", guess()))).toBe("401 invalid_credentials");
    }
    expect((await other("sign-in", person)).status).toBe(200);
  });
});

describe("the mails that other people can send to a mailbox", () => {
  const mailsTo = async (addresses: readonly string[]) =>
    (await Promise.all(addresses.map((address) => api.inbox(address)))).flat().length;

  const tagged = (count: number) => {
    const [local, domain] = newPerson().email.split("@");
    return Array.from({ length: count }, (_, index) => `${local}+${index}@${domain}`);
  };

  test("stay within its budget for 60 sign-ups with plus-addresses, with the same answer for each", async () => {
    const addresses = tagged(60);
    const answers = new Set<string>();
    for (const email of addresses) {
      const { status, body } = await fromAnywhere("sign-up", { email });
      answers.add(JSON.stringify({ status, ...body }));
    }
    expect([...answers]).toEqual([
      JSON.stringify({
        status: 201,
        confirmed: false,
        delivery: { medium: "EMAIL", destination: `${addresses[0]?.[0]}***@e***` },
        resendAfter: 30,
      }),
    ]);
    expect(await mailsTo(addresses)).toBe(5);
  });

  test("stay within it for one address 20 times, by sign-up and resend-code together", async () => {
    const person = newPerson();
    for (let request = 0; request < 10; request += 1) {
      expect((await fromAnywhere("sign-up", { email: person.email })).status).toBe(201);
      expect((await fromAnywhere("resend-code", { email: person.email })).status).toBe(202);
    }
    expect(await mailsTo([person.email])).toBe(5);
  });

  test("stay within it if the API and an SDK are called alternately", async () => {
    const addresses = tagged(12);
    const cognito = cognitoClient(stack.cloudUrl);
    const { password } = newPerson();
    const outcomes = new Set<string>();
    for (const [index, email] of addresses.entries()) {
      if (index % 2 === 0) await fromAnywhere("sign-up", { email });
      else {
        const outcome = await cognito
          .send(
            new SignUpCommand({
              ClientId: clientId,
              Username: email,
              Password: password,
              UserAttributes: [{ Name: "email", Value: email }],
            }),
          )
          .then(
            () => "mailed",
            ({ name }) => String(name),
          );
        outcomes.add(outcome);
      }
    }
    expect([...outcomes].sort()).toEqual(["UserLambdaValidationException", "mailed"]);
    expect(await mailsTo(addresses)).toBe(5);
  });

  test("stay within it for resets, and the last mailed code still works", async () => {
    const person = await register();
    const before = await mailsTo([person.email]);
    for (let request = 0; request < 20; request += 1) {
      expect((await fromAnywhere("forgot-password", { email: person.email })).status).toBe(202);
    }
    expect(await mailsTo([person.email])).toBe(before + 5);
    const code = await api.codeFor(person.email);
    const newPassword = newPerson().password;
    const reset = await fromAnywhere("reset-password", { email: person.email, code, newPassword });
    expect(codeOf(reset)).toBe("204");
  });

  test("are not used up by resets for unknown addresses of the mailbox, nor by its sign-ups", async () => {
    const person = await register();
    const [local, domain] = person.email.split("@");
    for (let request = 0; request < 12; request += 1) {
      const email = `${local}+${request}@${domain}`;
      await fromAnywhere("forgot-password", { email });
      await fromAnywhere("sign-up", { email });
    }
    const before = await mailsTo([person.email]);
    await fromAnywhere("forgot-password", { email: person.email });
    expect(await mailsTo([person.email])).toBe(before + 1);
  });
});

describe("an address that belongs to another account", () => {
  test("gets the same answer as a free one, its owner gets a mail, and no code is accepted", async () => {
    const owner = await register();
    const person = await register();
    const { tokens } = (await clientAt()("sign-in", person)).body as { tokens: { accessToken: string } };
    const token = tokens.accessToken;
    const ask = (value: string) => api.post("/v1/me/attributes/email/code", { value }, { token });
    const verify = () => api.post("/v1/me/attributes/email/verify", { code: "000000" }, { token });
    const free = newPerson().email;
    const taken = await ask(owner.email);
    const afterTaken = codeOf(await verify());
    const answered = await ask(free);
    expect(taken.status).toBe(answered.status);
    const masked = (email: string) => ({
      delivery: { medium: "EMAIL", destination: `${email[0]}***@e***` },
      resendAfter: 30,
    });
    expect([taken.body, answered.body]).toEqual([masked(owner.email), masked(free)]);
    expect(afterTaken).toBe("400 code_mismatch");
    expect(codeOf(await verify())).toBe(afterTaken);
    const [newest] = await api.inbox(owner.email);
    expect(newest).toMatchObject({ source: "SES", code: null });
    expect(newest?.subject).toContain("Someone tried to use your e-mail address");
    expect(newest?.text).not.toContain(person.email);
  });
});

test("a sign-in by code while the table is down is 503 with retry-after, for every address", async () => {
  const { email } = await register();
  await addFault(stack, { service: "dynamodb", error: "InternalServerError", status: 500 });
  for (const asked of [email, newPerson().email]) {
    const answer = await fromAnywhere("otp", { email: asked });
    expect([codeOf(answer), answer.headers.get("retry-after")]).toEqual(["503 service_unavailable", "5"]);
  }
});
