import { SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, expect, jest, test } from "@jest/globals";
import { ATTESTATION, issueAttestation } from "../../../libs/attestation/attestation.ts";
import { SIGN_UP_MAIL } from "../../../libs/limits/take-mail.ts";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { PASSWORD } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

jest.spyOn(process.stdout, "write").mockReturnValue(true);

const REFUSED =
  "UserLambdaValidationException: PreSignUp failed with error Too many sign-ups with this e-mail address. Try again later..";

let world: TriggerWorld;

beforeAll(async () => {
  world = await startTriggerWorld({ MAILS_PER_HOUR: "5" });
});

/** Signs up by an SDK without the API, as any client of the pool may. */
const signUp = (Username: string, ClientMetadata?: Record<string, string>) =>
  refusal(
    world.admin.send(
      new SignUpCommand({ ClientId: world.clientId, Username, Password: PASSWORD, ClientMetadata }),
    ),
  );

const issue = (subject: string) =>
  issueAttestation(world.table, { purpose: SIGN_UP_MAIL, subject }, Date.now());

const mailsTo = (addresses: readonly string[]) =>
  addresses.flatMap((address) => world.cloud.inbox.list(address)).length;

test("sign-ups by SDK with many addresses of one mailbox are refused beyond its budget", async () => {
  const addresses = Array.from({ length: 12 }, (_, index) => `victim+${index}@example.com`);
  const answers: string[] = [];
  for (const address of addresses) answers.push(await signUp(address));
  expect(answers).toEqual([...Array(5).fill("not refused"), ...Array(7).fill(REFUSED)]);
  expect(mailsTo(addresses)).toBe(5);
});

test("a sign-up that the API vouches for was counted there and is not counted twice", async () => {
  for (let index = 0; index < 8; index += 1) {
    const address = `api+${index}@example.com`;
    expect(await signUp(address, { [ATTESTATION]: await issue(address) })).toBe("not refused");
  }
});

test("an attestation for another address, a made-up one and a used one are ignored", async () => {
  const foreign = { [ATTESTATION]: await issue("other@example.com") };
  const madeUp = { [ATTESTATION]: "A".repeat(43) };
  for (let index = 0; index < 5; index += 1) await signUp(`mine+${index}@example.com`);
  expect(await signUp("mine+5@example.com", foreign)).toBe(REFUSED);
  expect(await signUp("mine+6@example.com", madeUp)).toBe(REFUSED);
  expect(await signUp("mine+7@example.com", { [ATTESTATION]: "" })).toBe(REFUSED);
});
