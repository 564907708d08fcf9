import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "@jest/globals";
import { ApiClient, type Person } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { accountSteps } from "../../support/clients/console/account-steps.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

const SMALL = { name: "small.txt", mimeType: "text/plain", buffer: Buffer.from("small") };

/** Half a second of a moving square, as the browser records it. */
const VIDEO = `(async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
  const drawing = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  for (let step = 0; step < 40 || parts.length === 0; step += 1) {
    drawing.fillStyle = step % 2 ? "red" : "blue";
    drawing.fillRect(0, 0, 64, 64);
    await new Promise(requestAnimationFrame);
    if (step >= 40) recorder.requestData();
  }
  recorder.stop();
  await ended;
  return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
})()`;

/** Half a second of silence, as WAV: 8 kHz, 8 bits, one channel. */
function tone(): Buffer {
  const samples = Buffer.alloc(4000, 128);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

describeInBrowser("the console's files", () => {
  const browser = useConsole();
  let person: Person;
  let folder: string | undefined;
  beforeEach(async () => {
    person = await api.register();
  });
  afterAll(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  const { button, heading, dialog, inDialog, row, text, choose, expectWell, pictureFile, openAt } =
    accountSteps(() => browser);

  const input = () => browser.page.locator("input[type=file]");

  async function fileOnDisk(name: string): Promise<string> {
    folder ??= await mkdtemp(join(tmpdir(), "dropped-"));
    const path = join(folder, name);
    await writeFile(path, "dropped");
    return path;
  }

  /** Drags a file from outside onto the drop area, with the browser's own events. */
  async function drop(path: string): Promise<void> {
    const devTools = await browser.context.newCDPSession(browser.page);
    const place = await text("Drop files here, or choose them").boundingBox();
    if (place === null) throw new Error("there is no area to drop files on");
    const { x, y } = place;
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await devTools.send("Input.dispatchDragEvent", { type, x, y, data });
    }
  }

  /** Waits until an expression is true in the page, whose policy forbids `eval`. */
  async function untilPage(expression: string): Promise<void> {
    await browser.page.evaluate(`new Promise((done) => {
      const look = () => (${expression} ? done() : requestAnimationFrame(look));
      look();
    })`);
  }

  /** Opens a file's preview by its name. */
  async function look(name: string): Promise<void> {
    await browser.page.getByRole("link", { name, exact: true }).click();
    await heading(name).waitFor();
  }

  test("several at once: files over the limits are refused before they are sent; others are opened, saved and deleted", async () => {
    await openAt("/files", "Files", person);
    await text("No files yet").waitFor();
    await expectWell();
    await input().setInputFiles([
      await pictureFile(),
      { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("What I wanted to say.") },
      { name: "run.html", mimeType: "text/html", buffer: Buffer.from("<p>") },
    ]);
    await row("Uploads", "run.html").getByText("Choose a file of another type.").waitFor();
    await row("Your files", "me.png").waitFor();
    await row("Your files", "notes.txt").waitFor();
    await button("Dismiss run.html").click();
    await text(/2 of 1,000 files/).waitFor();
    await expectWell();

    await browser.page.getByRole("link", { name: "notes.txt" }).click();
    await dialog().getByText("What I wanted to say.").waitFor();
    expect(new URL(browser.page.url()).search).toMatch(/^\?file=/);
    await expectWell();
    const saved = browser.page.waitForEvent("download");
    await inDialog("Download").click();
    expect((await saved).suggestedFilename()).toBe("notes.txt");
    await dialog().getByRole("button", { name: "Close" }).first().click();

    await browser.page.getByRole("link", { name: "me.png" }).click();
    await dialog().getByRole("img", { name: "me.png" }).waitFor();
    await browser.page.keyboard.press("Escape");

    await button("Actions for me.png").click();
    await choose("Delete");
    await inDialog("Delete file").click();
    await text("File deleted").waitFor();
    await row("Your files", "me.png").waitFor({ state: "detached" });
    // Its form could be used again: the space is reserved until the form expires.
    await text(/1 of 1,000 files/).waitFor();
    await text(/more are held until .*deleted soon after their upload/).waitFor();
    await expectWell();
    expect(browser.faults()).toEqual([]);
  });

  test("dropped on the page; a failed upload succeeds when tried again", async () => {
    await openAt("/files", "Files", person);
    await text("No files yet").waitFor();
    await drop(await fileOnDisk("dropped.txt"));
    await row("Your files", "dropped.txt").waitFor();

    // The bucket can't be reached.
    await browser.page.route(
      (url) => !url.pathname.startsWith("/v1/"),
      (route) => (route.request().method() === "POST" ? route.abort() : route.continue()),
    );
    await input().setInputFiles({ ...SMALL, name: "later.txt" });
    const failed = row("Uploads", "later.txt");
    await failed.getByRole("button", { name: "Try again later.txt", exact: true }).waitFor();
    expect(await browser.axe()).toEqual([]);
    await browser.page.unrouteAll();
    await failed.getByRole("button", { name: "Try again later.txt", exact: true }).click();
    await row("Your files", "later.txt").waitFor();
    expect(await failed.count()).toBe(0);
    await text(/2 of 1,000 files/).waitFor();
  });

  test("a large one shows its progress and is cancelled; one that is too large is not started", async () => {
    await openAt("/files", "Files", person);
    await input().setInputFiles({ ...SMALL, name: "huge.txt", buffer: Buffer.alloc(10_485_761) });
    const huge = row("Uploads", "huge.txt");
    await huge.getByText("Choose a smaller file.").waitFor();
    expect(await huge.getByRole("button", { name: /^Try again/ }).count()).toBe(0);
    await button("Dismiss huge.txt").click();

    const network = await browser.context.newCDPSession(browser.page);
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 200_000 };
    await network.send("Network.emulateNetworkConditions", slow);
    await input().setInputFiles({ ...SMALL, name: "large.txt", buffer: Buffer.alloc(9_000_000) });
    const large = row("Uploads", "large.txt");
    await large.getByText(/\d (?:kB|MB) of 9 MB/).waitFor();
    await large.locator("[role=progressbar]:not([aria-valuenow='0'])").waitFor();
    await expectWell();
    await button("Cancel large.txt").click();
    await large.waitFor({ state: "detached" });
    await network.send("Network.emulateNetworkConditions", { ...slow, uploadThroughput: -1 });
    await browser.page.reload();
    await text("No files yet").waitFor();
    await text(/9 MB more are held until/).waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("sound, a video and a picture are shown; a PDF is offered for download", async () => {
    await openAt("/files", "Files", person);
    const video = (await browser.page.evaluate(VIDEO)) as number[];
    await input().setInputFiles([
      { name: "tone.wav", mimeType: "audio/wav", buffer: tone() },
      { name: "clip.webm", mimeType: "video/webm", buffer: Buffer.from(video) },
      { name: "paper.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF\n") },
      await pictureFile("wide.png"),
    ]);
    for (const name of ["tone.wav", "clip.webm", "paper.pdf", "wide.png"]) {
      await row("Your files", name).waitFor();
    }

    await look("tone.wav");
    await untilPage("document.querySelector('audio')?.duration > 0.4");
    await expectWell();
    await browser.page.keyboard.press("Escape");
    await look("clip.webm");
    await untilPage("document.querySelector('video')?.videoWidth === 64");
    await expectWell();
    await browser.page.keyboard.press("Escape");
    await look("wide.png");
    await untilPage("document.querySelector('[role=dialog] img')?.naturalWidth === 320");
    await browser.page.keyboard.press("Escape");
    await look("paper.pdf");
    await dialog()
      .getByText("Files of this kind can't be previewed. Download the file to open it.")
      .waitFor();
    const saved = browser.page.waitForEvent("download");
    await inDialog("Download").click();
    expect((await saved).suggestedFilename()).toBe("paper.pdf");

    await browser.open("/files?file=00000000-0000-4000-8000-000000000000");
    await dialog()
      .getByText(/not there|not found/i)
      .first()
      .waitFor();
    await expectWell();
  });
});
