import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { recoverState, swapState } from "../../../local/state/snapshots/swap-state.ts";

let directory: string;

afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe("an interrupted load", () => {
  const contentOf = (name: string) => readFileSync(join(directory, name), "utf8");

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "swap-state-"));
    writeFileSync(join(directory, "cloud.sqlite"), "former");
    mkdirSync(join(directory, "s3"));
    writeFileSync(join(directory, "s3", "object"), "former");
    mkdirSync(join(directory, ".state-staged-1-x"));
    writeFileSync(join(directory, ".state-staged-1-x", "cloud.sqlite"), "new");
  });

  const staged = () => join(directory, ".state-staged-1-x");

  const isFormer = () =>
    contentOf("cloud.sqlite") === "former" &&
    contentOf("s3/object") === "former" &&
    readdirSync(directory).filter((name) => /^\.state-(out|former|done)/.test(name)).length === 0;

  test("because a file can't be moved restores the previous state", () => {
    // A file that is not part of the state is in the way.
    mkdirSync(join(staged(), "build"));
    mkdirSync(join(directory, "build"));
    writeFileSync(join(directory, "build", "bundle"), "");
    expect(() => swapState(directory, staged())).toThrow(/ENOTEMPTY|EEXIST/);
    expect(isFormer()).toBe(true);
  });

  test("before it is committed restores the previous state at the next start", () => {
    swapState(directory, staged());
    expect([contentOf("cloud.sqlite"), existsSync(join(directory, "s3"))]).toEqual(["new", false]);
    recoverState(directory);
    expect(isFormer()).toBe(true);
  });

  test("while the previous state is moved out restores it at the next start", () => {
    const out = join(directory, `.state-out-${process.pid}-swap`);
    mkdirSync(join(out, "s3"), { recursive: true });
    writeFileSync(join(out, "s3", "object"), "former");
    rmSync(join(directory, "s3"), { recursive: true });
    recoverState(directory);
    expect(isFormer()).toBe(true);
  });

  test("after it was committed has the new state, without remains of the previous one", () => {
    swapState(directory, staged()).keep();
    mkdirSync(join(directory, `.state-done-${process.pid}-swap`));
    recoverState(directory);
    expect(readdirSync(directory).filter((name) => !name.startsWith(".state-staged"))).toEqual([
      "cloud.sqlite",
    ]);
    expect(contentOf("cloud.sqlite")).toBe("new");
  });

  test("in another process that is still running is not undone", () => {
    const at = join(directory, `.state-former-${process.ppid}-swap`);
    mkdirSync(at);
    expect(() => recoverState(directory)).toThrow(
      `${directory} is being loaded by another process (${process.ppid}): try again`,
    );
    expect(existsSync(at)).toBe(true);
  });
});
