import { describe, expect, test } from "@jest/globals";
import {
  createVerifier,
  isPassword,
  isProof,
  readPublicValue,
  readTimestamp,
  simulateVerifier,
  startExchange,
} from "../../../../../local/cognito/domain/srp.ts";
import { N, padded, power, toBytes, toInteger } from "../../../../../local/cognito/domain/srp-group.ts";
import { answerWithPublishedClient } from "../../../../support/clients/published-srp-client.ts";

const identity = { poolId: "us-east-1_Ab12Cd34E", userId: "6f1c2d4e-0000-4000-8000-123456789abc" };
const password = "Correct-Horse-9";

/** One sign-in for each password, with AWS's own client. */
function signInWith(typedPasswords: readonly string[]) {
  const secretBlock = Buffer.from("the block that names the session");
  const timestamp = "Thu Jan 15 12:00:00 UTC 2026";
  const sides = typedPasswords.map((typed) => {
    const kept = createVerifier(identity, password);
    return { typed, kept, exchange: startExchange(1n, kept) };
  });
  const answers = answerWithPublishedClient(
    sides.map(({ typed, kept, exchange }) => ({
      poolName: "Ab12Cd34E",
      userId: identity.userId,
      password: typed,
      salt: kept.salt.toString("hex"),
      serverPublic: exchange.serverPublic.toString(16),
      secretBlock: secretBlock.toString("base64"),
      timestamp,
    })),
  );
  return sides.map(({ kept, exchange }, index) => ({
    kept,
    exchange: { ...exchange, clientPublic: BigInt(`0x${answers[index]?.clientPublic}`) },
    claim: { secretBlock, timestamp, signature: Buffer.from(answers[index]?.signature ?? "", "base64") },
  }));
}

/** The length of SRP's numbers: 3072 bits. */
const N_BYTES = 384;

describe("a claim signature by amazon-cognito-identity-js", () => {
  const right = Array.from({ length: 6 }, () => password);
  const [wrong, ...signIns] = signInWith(["Correct-Horse-8", ...right]);

  test("is valid for the right password, with any random numbers", () => {
    expect(signIns.map(({ kept, exchange, claim }) => isProof(identity, exchange, kept, claim))).toEqual(
      right.map(() => true),
    );
  });

  test("is invalid for another password", () => {
    expect(wrong && isProof(identity, wrong.exchange, wrong.kept, wrong.claim)).toBe(false);
  });

  test("is valid only for its own exchange, user, secret block and timestamp", () => {
    const [one, other] = signIns;
    if (!one || !other) throw new Error("two sign-ins are needed");
    const { kept, exchange, claim } = one;
    const sameClient = { ...other.exchange, clientPublic: exchange.clientPublic };
    expect(isProof(identity, sameClient, kept, claim)).toBe(false);
    expect(isProof({ ...identity, userId: "somebody-else" }, exchange, kept, claim)).toBe(false);
    expect(isProof(identity, exchange, kept, { ...claim, secretBlock: Buffer.from("another") })).toBe(false);
    const later = { ...claim, timestamp: "Thu Jan 15 12:00:01 UTC 2026" };
    expect(isProof(identity, exchange, kept, later)).toBe(false);
    expect(isProof(identity, exchange, kept, { ...claim, signature: Buffer.alloc(0) })).toBe(false);
  });
});

describe("a client's public value", () => {
  test("is refused if it is zero modulo N: the session key would be known", () => {
    expect(readPublicValue("0")).toBeNull();
    expect(readPublicValue(N.toString(16))).toBeNull();
    expect(readPublicValue((2n * N).toString(16))).toBeNull();
  });

  test("is refused if it is not a hexadecimal number, or too long", () => {
    expect(readPublicValue("")).toBeNull();
    expect(readPublicValue("-1")).toBeNull();
    expect(readPublicValue("xyz")).toBeNull();
    expect(readPublicValue("g1")).toBeNull();
    expect(readPublicValue("1g")).toBeNull();
    expect(readPublicValue("f".repeat(1025))).toBeNull();
  });

  test("is read in either case, up to 1,024 digits", () => {
    expect(readPublicValue("aB")).toBe(171n);
    expect(readPublicValue(`${"0".repeat(1023)}7`)).toBe(7n);
  });
});

describe("a kept password", () => {
  test("is recognised, and no other one", () => {
    const kept = createVerifier(identity, password);
    expect(isPassword(identity, password, kept)).toBe(true);
    expect(isPassword(identity, `${password} `, kept)).toBe(false);
  });

  test("is stored with a new salt each time", () => {
    const [one, other] = [createVerifier(identity, password), createVerifier(identity, password)];
    expect(one.salt.equals(other.salt)).toBe(false);
    expect(one.verifier.equals(other.verifier)).toBe(false);
  });

  test("has 16 bytes of salt, without the zeros at their beginning", () => {
    const lengths = Array.from({ length: 8 }, () => createVerifier(identity, password).salt.length);
    expect(Math.max(...lengths)).toBe(16);
  });

  test("belongs to its user and its pool", () => {
    const kept = createVerifier(identity, password);
    expect(isPassword({ ...identity, userId: "other" }, password, kept)).toBe(false);
    expect(isPassword({ ...identity, poolId: "us-east-1_Zz99Zz99Z" }, password, kept)).toBe(false);
  });

  test("works with a salt that starts with a zero byte, which integers lose on the way to the client", () => {
    const salt = Buffer.concat([Buffer.alloc(1), Buffer.alloc(15, 0x81)]);
    expect(isPassword(identity, password, createVerifier(identity, password, salt))).toBe(true);
  });
});

describe("an unknown user's verifier", () => {
  const secret = Buffer.alloc(32, 7);

  test("is the same each time, and different for every name", () => {
    const one = simulateVerifier(secret, identity);
    expect(simulateVerifier(secret, identity)).toEqual(one);
    expect(simulateVerifier(secret, { ...identity, userId: "other" }).salt.equals(one.salt)).toBe(false);
  });

  test("looks like a real one and is valid for no password", () => {
    const simulated = simulateVerifier(secret, identity);
    const real = createVerifier(identity, password);
    expect(Math.abs(simulated.salt.length - real.salt.length)).toBeLessThanOrEqual(2);
    expect(Math.abs(simulated.verifier.length - real.verifier.length)).toBeLessThanOrEqual(2);
    expect([simulated.salt.length, simulated.verifier.length]).toEqual([16, N_BYTES]);
    expect(isPassword(identity, password, simulated)).toBe(false);
  });
});

describe("a timestamp", () => {
  test("is read as English and UTC", () => {
    expect(readTimestamp("Thu Jan 15 12:00:05 UTC 2026")).toEqual({
      time: Date.UTC(2026, 0, 15, 12, 0, 5),
      canonical: "Thu Jan 15 12:00:05 UTC 2026",
    });
    expect(readTimestamp("Sun Mar 1 00:00:00 UTC 2026")?.time).toBe(Date.UTC(2026, 2, 1));
    expect(readTimestamp("Mon Mar 01 0:0:0 UTC 2026")?.canonical).toBe("Sun Mar 1 00:00:00 UTC 2026");
  });

  test("is read on every day of a year", () => {
    for (let day = 0; day < 365; day += 1) {
      const time = Date.UTC(2026, 0, 1 + day, 23, 59, 59);
      const [weekday, date, month] = new Date(time).toUTCString().replace(",", "").split(" ");
      const canonical = `${weekday} ${month} ${Number(date)} 23:59:59 UTC 2026`;
      expect(readTimestamp(canonical)).toEqual({ time, canonical });
      expect(readTimestamp(canonical.replace("UTC", "GMT"))).toEqual({ time, canonical });
    }
  });

  test("is refused in any other form", () => {
    expect(readTimestamp("xThu Jan 15 12:00:05 UTC 2026")).toBeNull();
    expect(readTimestamp("Thu Jan 15 12:00:05 UTC 20260")).toBeNull();
    expect(readTimestamp("2026-01-15T12:00:05Z")).toBeNull();
    expect(readTimestamp("Do Jan 15 12:00:05 UTC 2026")).toBeNull();
    expect(readTimestamp("Thu Okt 15 12:00:05 UTC 2026")).toBeNull();
    expect(readTimestamp("Thu Jan 15 12:00:05 CET 2026")).toBeNull();
  });
});

describe("the group's arithmetic", () => {
  test("native powers agree with plain multiplication", () => {
    expect(power(3n, Buffer.of(5))).toBe(243n);
    expect(power(2n, toBytes(3072n))).toBe(2n ** 3072n % N);
    expect(power(N - 1n, Buffer.of(2))).toBe(1n);
  });

  test("integers are written as Java writes them", () => {
    expect(padded(0x7fn).toString("hex")).toBe("7f");
    expect(padded(0x80n).toString("hex")).toBe("0080");
    expect(padded(0x123n).toString("hex")).toBe("0123");
    expect(padded(0n).toString("hex")).toBe("00");
    expect(toInteger(Buffer.alloc(0))).toBe(0n);
    expect(toInteger(padded(N))).toBe(N);
  });
});
