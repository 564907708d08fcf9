import { beforeEach, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { accountSteps } from "../../support/clients/console/account-steps.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";
import { createOrganization, inviteToOrganization } from "../../support/walks/join-organization.ts";
import { type Account, newAccount } from "../../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's organizations", () => {
  const browser = useConsole();
  let owner: Account;
  beforeEach(async () => {
    owner = await newAccount(api);
  });

  const { button, field, heading, inDialog, text, expectWell, openAt } = accountSteps(() => browser);
  const menuItem = (name: string) => browser.page.getByRole("menuitem", { name });

  test("create, invite, withdraw, switch, rename and delete", async () => {
    await openAt("/organizations", "Organizations", owner.person);
    await text("No organizations yet").waitFor();
    await expectWell();
    await button("Create organization").first().click();
    await field("Name").fill("Nordwind");
    await inDialog("Create organization").click();
    await heading("Nordwind").waitFor();
    await text("No open invitations").waitFor();
    await expectWell();

    const { email } = newPerson();
    await button("Invite").click();
    await field("E-mail address").fill("no address");
    await inDialog("Send invitation").click();
    await text("Enter an e-mail address.").waitFor();
    await expectWell();
    await field("E-mail address").fill(email);
    await inDialog("Send invitation").click();
    await button(`Actions for ${email}`).click();
    await menuItem("Withdraw").click();
    await inDialog("Withdraw invitation").click();
    await text("No open invitations").waitFor();
    // The row is gone that had the focus: keyboard and screen reader go on in its card.
    await browser.page
      .getByRole("region", { name: "Invitations" })
      .and(browser.page.locator(":focus"))
      .waitFor();

    await button("Leave").click();
    await inDialog("Leave organization").click();
    await text("An organization would have no owner.").first().waitFor();
    await inDialog("Cancel").click();

    await button("Organization Nordwind").first().click();
    await menuItem("No organization").click();
    await button("Organization No organization").first().waitFor();
    await browser.page.reload();
    await button("Organization No organization").first().waitFor();

    await button("Rename").click();
    await field("Name").fill("Südwind");
    await inDialog("Rename").click();
    await heading("Südwind").waitFor();

    await button("Delete").click();
    await field("Type Südwind to confirm").fill("Südwind");
    await inDialog("Delete organization").click();
    await text("No organizations yet").waitFor();
    await expectWell();
  });

  test("an invitation is read, accepted by its button only, and then the user is in", async () => {
    const organization = await createOrganization(api, owner, "Nordwind");
    const member = await newAccount(api);
    const token = await inviteToOrganization(api, owner, {
      organization,
      email: member.person.email,
      role: "admin",
    });
    await openAt(`/organizations/accept#token=${token}`, "Invitation", member.person);
    await heading("Join Nordwind?").waitFor();
    await expectWell();
    expect((await api.get("/v1/organizations", member)).body.items).toEqual([]);
    await button("Accept invitation").click();
    await heading("Nordwind").waitFor();
    await button("Organization Nordwind").first().waitFor();
    await text(owner.person.email).waitFor();
    await expectWell();
    await browser.open(`/organizations/accept#token=${token}x`);
    await text("Invitation not valid").waitFor();
  });
});
