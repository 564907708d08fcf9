import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { AccountEventMessage } from "../../../clients/typescript/account-events.ts";
import { ApiClient, newPerson } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { lookUpIn } from "../../support/clients/console/look-up.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../../support/stacks/local-stack.ts";
import { until } from "../../support/until.ts";
import { listen } from "../../support/worlds/listen.ts";

describeInBrowser("account events", () => {
  // Its own stack: it has a webhook, and its events are removed.
  let stack: LocalStack;
  let api: ApiClient;
  let webhook: Server;
  const received: { readonly secret: unknown; readonly message: AccountEventMessage }[] = [];
  let isDown = false;
  const browser = useConsole(() => ({ consoleUrl: stack.consoleUrl }));

  beforeAll(async () => {
    webhook = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const message = JSON.parse(Buffer.concat(chunks).toString()) as AccountEventMessage;
      if (!isDown) received.push({ secret: request.headers["x-account-events-secret"], message });
      response.writeHead(isDown ? 503 : 204).end();
    });
    const { url } = await listen(webhook);
    stack = await startLocalStack({
      arguments: QUICK_ANSWERS,
      environment: { LOCAL_EVENTS_WEBHOOK: url, LOCAL_SECRET_ACCOUNT_EVENTS_WEBHOOK: "known-to-both" },
    });
    api = new ApiClient(stack);
  });
  afterAll(async () => {
    await stack.stop();
    webhook.closeAllConnections();
    webhook.close();
  });

  const { button, link, field, text, heading, choose, search, expectWell } = lookUpIn(() => browser);
  const typesAtWebhook = () => received.map(({ message }) => message["detail-type"]);

  test("a sign-up in the console is an event on the page and at the webhook", async () => {
    const { email, password } = newPerson();
    await browser.open("/sign-up");
    await field("E-mail address").fill(email);
    await button("Send code").click();
    await heading("Confirm your address").waitFor();
    await field("Code").fill(await api.codeFor(email));
    await field("New password").fill(password);
    await button("Create account").click();
    await heading("Profile").waitFor();
    await until(() =>
      ["sign_up", "sign_up_confirmed", "sign_in"].every((type) => typesAtWebhook().includes(type as never)),
    );

    const confirmed = received.find(({ message }) => message["detail-type"] === "sign_up_confirmed");
    expect(confirmed).toMatchObject({
      secret: "known-to-both",
      message: {
        source: "serverless-auth.accounts",
        detail: { version: 1, type: "sign_up_confirmed", data: {} },
      },
    });
    expect(JSON.stringify(received)).not.toContain(email);

    await browser.open("/tools/events?type=sign_up_confirmed");
    await heading("sign_up_confirmed").waitFor();
    await text("Delivered").waitFor();
    await text(confirmed?.message.detail.sub ?? "")
      .last()
      .waitFor();
    await button("Copy event id").waitFor();
    await expectWell();
    await choose(/Type/, /^sign_up$/);
    await heading("sign_up").waitFor();
    expect(search()).toEqual({ type: "sign_up" });
    await link("Show what this user did").waitFor();
  });

  test("events appear at once; one that the webhook does not take is tried again", async () => {
    const person = await api.register();
    await browser.open("/tools/events?type=sign_in");
    await heading("Events").waitFor();
    isDown = true;
    await api.signIn(person);
    await text("Will be tried again").waitFor();
    await text("503").waitFor();
    await expectWell();
    isDown = false;
    await text("Delivered").waitFor();
    // The webhook may get an event twice, as on AWS; on the bus it is once.
    const byEvent = Map.groupBy(received, ({ message }) => message.detail.id);
    for (const deliveries of byEvent.values()) {
      expect(new Set(deliveries.map(({ message }) => message.id)).size).toBe(1);
    }
  });

  test("a user without events, and a list that is emptied", async () => {
    await browser.open("/tools/events?user=nobody");
    await text("No matching events").waitFor();
    await expectWell();
    await field("User").fill("");
    await heading("sign_in").waitFor();
    const first = browser.page.getByRole("navigation", { name: "Events" }).getByRole("link").first();
    await first.focus();
    await browser.page.keyboard.press("ArrowDown");
    await browser.page.waitForURL(/event=/);
    await button("Remove all").click();
    await browser.page.getByRole("alertdialog").getByRole("button", { name: "Remove events" }).click();
    await text("No events yet").waitFor();
    await expectWell();
  });
});
