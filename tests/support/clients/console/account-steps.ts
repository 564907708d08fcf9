import type { Locator } from "playwright-core";
import type { Person } from "../api-client.ts";
import { lookUpIn } from "./look-up.ts";
import type { Console } from "./open-console.ts";

/** A picture of one colour, wider than high, as a browser draws it. */
const PICTURE = `(async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 200 });
  canvas.getContext("2d").fillRect(0, 0, 320, 200);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return [...new Uint8Array(await blob.arrayBuffer())];
})()`;

/** A file as the browser is given it. */
export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/**
 * What tests of account and files find and do in a page.
 *
 * @param now the console of the running test
 */
export function accountSteps(now: () => Console) {
  const page = () => now().page;
  const { signIn, ...found } = lookUpIn(now);
  const dialog = () => page().getByRole("dialog").or(page().getByRole("alertdialog"));

  return {
    ...found,
    signIn,
    dialog,
    text: (words: string | RegExp): Locator => page().getByText(words).first(),
    inDialog: (name: string) => dialog().getByRole("button", { name, exact: true }),
    row: (list: string, words: string | RegExp) =>
      page().getByRole("list", { name: list, exact: true }).getByRole("listitem").filter({ hasText: words }),
    async openAt(path: string, title: string, person: Person): Promise<void> {
      await now().open(path);
      await signIn(person);
      await found.heading(title).waitFor();
    },
    /** Signs in at the stand-in of Google as a new person. */
    async comeFromGoogle(email: string): Promise<void> {
      await page().waitForURL("**/_local/providers/**");
      await page().getByText("Another person", { exact: true }).click();
      await found.field("Name").fill("Ada Byron");
      await page()
        .getByLabel(/^E-mail address/)
        .fill(email);
      await found.button("Continue as this person").click();
    },
    async choose(item: string): Promise<void> {
      await page().getByRole("menuitem", { name: item, exact: true }).click();
    },
    async pictureFile(name = "me.png"): Promise<GivenFile> {
      const bytes = (await page().evaluate(PICTURE)) as number[];
      return { name, mimeType: "image/png", buffer: Buffer.from(bytes) };
    },
  };
}
