import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { ApiClient } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { useAdminConsole } from "../../support/clients/console/admin-console.ts";
import { QUICK_ANSWERS, startLocalStack } from "../../support/stacks/local-stack.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { newAccount, newStaff } from "../../support/worlds/staff.ts";

/** Its own stack: in the shared one, what is looked for is far down in a long list. */
const stack = closeAtEnd(await startLocalStack({ arguments: QUICK_ANSWERS }));
const api = new ApiClient(stack);

describeInBrowser("the console's groups", () => {
  const {
    button,
    combobox,
    dialog,
    eventsOf,
    expectWell,
    field,
    heading,
    inPage,
    link,
    openAs,
    question,
    row,
    text,
    userOf,
  } = useAdminConsole(api, stack);

  test("groups are created, changed by one of two administrators at a time, filled, emptied and deleted", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    const name = `g-${randomUUID()}`;
    await openAs(admin.person, "/admin/groups");
    await row("admins").getByText("Protected").waitFor();
    await expectWell();
    await button("Create group").click();
    const form = dialog("Create group");
    await form.getByLabel("Name").fill("Not So");
    await form.getByRole("button", { name: "Create group" }).click();
    await text("Start with a lower-case letter, then lower-case letters, digits and hyphens.").waitFor();
    await form.getByLabel("Name").fill(name);
    await form.getByLabel("Description").fill("One");
    await expectWell();
    await form.getByRole("button", { name: "Create group" }).click();
    await heading(name).waitFor();

    await field("Description").fill("Mine");
    await api.patch(`/v1/admin/groups/${name}`, { description: "Theirs" }, { token: admin.token });
    await button("Save group").click();
    await text("Another administrator saved this meanwhile, so nothing was saved.").waitFor();
    await button("Reload").click();
    await text("Saved meanwhile: Theirs").waitFor();
    expect(await field("Description").inputValue()).toBe("Mine");
    await field(/^Reason/).fill("two wrote at once");
    await button("Save group").click();
    await text("Group saved").waitFor();
    const { body } = await api.get(`/v1/admin/groups/${name}`, { token: admin.token });
    expect(body).toMatchObject({ description: "Mine" });
    expect((await eventsOf(admin, admin.sub))[0]).toMatchObject({
      type: "group_changed",
      reason: "two wrote at once",
    });

    await button("Add member").first().click();
    await combobox("User").fill(user.person.email);
    await inPage().getByRole("option", { name: user.person.email }).click();
    await button(`Add ${user.person.email}`).click();
    await row(user.person.email).waitFor();
    await expectWell();
    await link(user.person.email).click();
    await inPage().getByRole("navigation", { name: "User" }).getByRole("link", { name: "Groups" }).click();
    await button("Add to group").click();
    await combobox("Group").fill("supp");
    await inPage().getByRole("option", { name: "support" }).click();
    await text("api/users.read").last().waitFor();
    await expectWell();
    await question().getByRole("button", { name: "Add to group" }).click();
    await row("support").waitFor();
    await expectWell();
    await button("Remove from support").click();
    await question().getByRole("button", { name: "Remove" }).click();
    await row("support").waitFor({ state: "detached" });
    expect((await userOf(admin, user.sub)).groups).toEqual(expect.arrayContaining(["users", name]));

    await link(name).click();
    await button(`Remove ${user.person.email}`).click();
    await question().getByRole("button", { name: "Remove" }).click();
    await heading("No members").waitFor();
    await button("Delete group").click();
    await field(`Type ${name} to confirm`).fill(name);
    await question().getByRole("button", { name: "Delete group" }).click();
    await heading("Groups").waitFor();
    await row(name).waitFor({ state: "detached" });
  });
});
