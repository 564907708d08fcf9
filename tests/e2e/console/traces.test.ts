import { expect, test } from "@jest/globals";
import { ApiClient } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { lookUpIn } from "../../support/clients/console/look-up.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's traces", () => {
  const browser = useConsole();

  const { button, link, field, text, heading, choose, search, expectWell } = lookUpIn(() => browser);

  const local = async (path: string) =>
    (await (await fetch(`${sharedStack().cloudUrl}/_local/${path}`)).json()) as Record<string, unknown>;

  test("a request appears while it runs; its steps open, and a trigger is replayed with an edited event", async () => {
    const { email } = await api.register();
    await browser.open("/tools/traces");
    await heading("Traces").waitFor();
    await field("User").fill(email);
    await field("Route or path").fill("/v1/auth/otp");
    await text("No matching traces").waitFor();
    await expectWell();

    await api.post("/v1/auth/otp", { email });
    await link("POST /v1/auth/otp").waitFor();
    expect(search()).toEqual({ user: email, route: "/v1/auth/otp" });
    await expectWell();
    await browser.page.getByRole("row", { name: /auth\/otp/ }).focus();
    await browser.page.keyboard.press("Enter");
    await heading("POST /v1/auth/otp").waitFor();
    await link(/sign-in code/).waitFor();

    await button(/^DefineAuthChallenge_Authentication/)
      .first()
      .click();
    await heading("Replay").waitFor();
    expect(search().span).toMatch(/^[0-9a-f]{16}$/);
    await expectWell();
    await button("Replay trigger").click();
    await text("The function decided the same.").waitFor();
    const event = JSON.parse(await field("Event to send").inputValue());
    await field("Event to send").fill("{");
    await text("This is not a JSON object.").waitFor();
    await button("Back to the recorded event").click();
    expect(JSON.parse(await field("Event to send").inputValue())).toEqual(event);
    event.request.userNotFound = true;
    event.request.session = [
      { challengeName: "PASSWORD_VERIFIER", challengeResult: false, challengeMetadata: null },
    ];
    await field("Event to send").fill(JSON.stringify(event));
    await button("Replay trigger").click();
    await text("The function decided differently this time.").waitFor();
    const edited = browser.page.getByRole("list", { name: "What you changed in the event" });
    await edited.getByText(/"challengeName": "PASSWORD_VERIFIER"/).waitFor();
    await browser.page.getByRole("list", { name: "What the function decided differently" }).waitFor();
    await expectWell();
    await link("Show its trace").click();
    await text("This is a replay of a trigger.").waitFor();
    await link("Show the original").click();
    await heading("Replay").waitFor();
    await expectWell();

    await link("All traces").click();
    await link("POST /v1/auth/otp").waitFor();
    expect(search()).toEqual({ user: email, route: "/v1/auth/otp" });
  });

  test("the list is filtered by outcome and time, and the URL has the filters", async () => {
    const { email } = await api.register();
    await api.post("/v1/auth/sign-in", { email, password: "not-the-password-of-anyone" });
    await browser.open(`/tools/traces?user=${encodeURIComponent(email)}`);
    await link("POST /v1/auth/sign-in").waitFor();
    await link("POST /v1/auth/sign-up").first().waitFor();
    await choose(/^All.*Verdict/, "Refused (4xx)");
    await link("POST /v1/auth/sign-up").first().waitFor({ state: "detached" });
    await link("POST /v1/auth/sign-in").waitFor();
    expect(search()).toEqual({ user: email, status: "4xx" });

    await choose(/^Any time.*Time/, "Last 5 minutes");
    await field("Since").waitFor();
    await link("POST /v1/auth/sign-in").waitFor();
    const { now } = await local("clock");
    expect(Date.parse(String(now)) - Date.parse(search().from ?? "")).toBeGreaterThanOrEqual(5 * 60_000);
    await expectWell();
    await field("Until").fill("2020-01-01T12:00:00");
    await text("No matching traces").waitFor();
    const to = Date.parse(search().to ?? "");
    expect(new Date(to).getUTCMilliseconds()).toBe(999);
    await expectWell();
    await field("Until").focus();
    await browser.page.keyboard.press("Delete");
    await link("POST /v1/auth/sign-in").waitFor();
    await button("Remove filters").click();
    await field("Since").waitFor({ state: "detached" });
    expect(search()).toEqual({});
  });

  test("a link with an invalid filter shows the reason", async () => {
    await browser.open("/tools/traces?status=4xx&from=yesterday");
    await text("from is a time like 2026-01-15T12:00:00Z").waitFor();
    expect(await browser.axe()).toEqual([]);
  });

  test("an unknown trace is reported", async () => {
    await browser.open("/tools/traces/1-00000000-000000000000000000000000");
    await text("There is no such trace, or it is forgotten by now.").waitFor();
    expect(await browser.axe()).toEqual([]);
  });
});
