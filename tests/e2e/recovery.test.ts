import { describe, expect, test } from "@jest/globals";
import { type ApiAnswer, ApiClient, newPerson } from "../support/clients/api-client.ts";
import { authenticatorOf } from "../support/clients/authenticator-app.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

const codeOf = ({ status, body }: ApiAnswer) => `${status} ${body.code ?? ""}`.trim();
const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");
const withoutInstance = ({ status, body }: ApiAnswer) => ({ status, ...body, instance: "" });

/** A user with an authenticator app and ten recovery codes, who then loses the phone. */
async function newOwner() {
  const { person, knownClient, ...tokens } = await api.newSession();
  const token = tokens.accessToken;
  const setup = await api.post("/v1/me/mfa/totp", {}, { token });
  const app = authenticatorOf(String(setup.body.secret), Date.now);
  const verified = await api.post("/v1/me/mfa/totp/verify", { code: app.code() }, { token });
  const [recoveryCode = "", ...others] = verified.body.codes as string[];
  return { person, knownClient, tokens, recoveryCode, others };
}

const begin = (body: object) => api.post("/v1/auth/recovery", body);
const complete = (body: object) => api.post("/v1/auth/recovery/complete", body);

describe("a user who lost the authenticator", () => {
  test("signs in with the password, the mailbox and a recovery code", async () => {
    const { person, tokens, recoveryCode } = await newOwner();
    const begun = await begin(person);
    expect(begun.status).toBe(202);
    expect(begun.body).toEqual({
      recovery: expect.stringMatching(/^[\w-]{43}$/),
      delivery: { medium: "EMAIL", destination: "p***@e***" },
      resendAfter: 30,
      expiresAt: expect.stringMatching(/Z$/),
    });
    const code = await api.codeFor(person.email);
    const proof = { recovery: begun.body.recovery, code, recoveryCode: recoveryCode.toUpperCase() };
    expect(codeOf(await complete(proof))).toBe("204");

    expect(codeOf(await api.get("/v1/me/export", { token: tokens.accessToken }))).toBe("401 session_revoked");
    const refreshed = await api.post("/v1/auth/refresh", { refreshToken: tokens.refreshToken });
    expect(codeOf(refreshed)).toBe("401 invalid_refresh_token");
    const { accessToken: token } = await api.signIn(person);
    expect((await api.get("/v1/me/mfa", { token })).body).toMatchObject({
      preferred: null,
      enabled: [],
      recoveryCodesLeft: 9,
    });
    const { items } = (await api.get("/v1/me/activity", { token })).body as { items: { type: string }[] };
    expect(items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["recovery_code_used", "mfa_changed", "recovery_codes_created"]),
    );
    const [alert] = await api.inbox(person.email);
    expect(alert).toMatchObject({ subject: expect.stringMatching(/recovery code/i), code: null });
    expect(alert?.text).toContain("9");
    expect(codeOf(await complete(proof))).toBe("400 code_mismatch");
  });

  test("uses up a recovery code, with any mail", async () => {
    const { person, recoveryCode, others } = await newOwner();
    const first = await begin(person);
    const firstCode = await api.codeFor(person.email);
    const second = await begin(person);
    const secondCode = await api.codeFor(person.email);
    const proofs = [
      { recovery: first.body.recovery, code: firstCode, recoveryCode },
      { recovery: second.body.recovery, code: secondCode, recoveryCode },
    ];
    // Also of two concurrent ones only one succeeds.
    const answers = await Promise.all(proofs.map(complete));
    expect(answers.map(codeOf).sort()).toEqual(["204", "400 code_mismatch"]);
    expect(others).toHaveLength(9);
  });
});

describe("a recovery is refused in the same words for every error", () => {
  test("the mailed code, the recovery code, both, or the recovery itself", async () => {
    const { person, recoveryCode } = await newOwner();
    const { recovery } = (await begin(person)).body;
    const code = await api.codeFor(person.email);
    const wrong = { code: otherThan(code), recoveryCode: "0000-0000-0000-0000-0000-0000" };
    const right = { recovery, code, recoveryCode };
    const answers = [
      await complete({ ...right, code: wrong.code }),
      await complete({ ...right, recoveryCode: wrong.recoveryCode }),
      await complete({ ...right, ...wrong }),
      await complete({ ...right, recovery: "x".repeat(43) }),
    ];
    for (const answer of answers) {
      expect(withoutInstance(answer)).toEqual(withoutInstance(answers[0] as ApiAnswer));
      expect([...answer.headers.keys()]).toEqual([...(answers[0] as ApiAnswer).headers.keys()]);
      expect(codeOf(answer)).toBe("400 code_mismatch");
    }
    // None of these has used up the recovery code.
    expect(codeOf(await complete(right))).toBe("204");
  });

  test("five tries; the sixth is refused even if it is right", async () => {
    const { person, recoveryCode } = await newOwner();
    const { recovery } = (await begin(person)).body;
    const code = await api.codeFor(person.email);
    for (let tries = 0; tries < 5; tries += 1) {
      const guess = await complete({ recovery, code: otherThan(code), recoveryCode });
      expect(codeOf(guess)).toBe("400 code_mismatch");
    }
    expect(codeOf(await complete({ recovery, code, recoveryCode }))).toBe("400 code_mismatch");
    // A new recovery has its own tries, until the day's are used up.
    const again = (await begin(person)).body.recovery;
    const newCode = await api.codeFor(person.email);
    for (let tries = 0; tries < 4; tries += 1) {
      await complete({ recovery: again, code: otherThan(newCode), recoveryCode });
    }
    const third = (await begin(person)).body.recovery;
    const thirdCode = await api.codeFor(person.email);
    await complete({ recovery: third, code: otherThan(thirdCode), recoveryCode });
    expect(codeOf(await complete({ recovery: third, code: thirdCode, recoveryCode }))).toBe(
      "400 code_mismatch",
    );
  });

  test("another user's recovery code", async () => {
    const [{ person }, stranger] = [await newOwner(), await newOwner()];
    const { recovery } = (await begin(person)).body;
    const code = await api.codeFor(person.email);
    const answer = await complete({ recovery, code, recoveryCode: stranger.recoveryCode });
    expect(codeOf(answer)).toBe("400 code_mismatch");
  });
});

describe("a recovery does not start", () => {
  test("with a wrong password, which is refused as at sign-in, whether or not there is an account", async () => {
    const { person } = await newOwner();
    const before = await api.inbox(person.email);
    const wrong = await begin({ ...person, password: "Not-the-password-1" });
    const unknown = await begin(newPerson());
    const atSignIn = await api.post("/v1/auth/sign-in", { ...person, password: "Not-the-password-1" });
    expect(codeOf(wrong)).toBe("401 invalid_credentials");
    expect(withoutInstance(unknown)).toEqual(withoutInstance(wrong));
    expect(withoutInstance(atSignIn)).toEqual(withoutInstance(wrong));
    expect(await api.inbox(person.email)).toHaveLength(before.length);
  });

  test("without a second factor; the sign-in that shows it ends at once", async () => {
    const person = await api.register();
    expect(codeOf(await begin(person))).toBe("400 factor_not_available");
    const ours = (await api.inbox(person.email)).filter(({ source }) => source === "SES");
    expect(ours.map(({ code }) => code).filter((code) => code !== null)).toEqual([]);
  });

  test("more than five times an hour", async () => {
    const { person, knownClient } = await newOwner();
    const beginAgain = () => begin({ ...person, knownClient });
    for (let times = 0; times < 5; times += 1) expect((await beginAgain()).status).toBe(202);
    const refused = await beginAgain();
    expect(codeOf(refused)).toBe("429 too_many_requests");
    expect(refused.headers.get("retry-after")).toBeTruthy();
  });
});
