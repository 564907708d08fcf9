import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  fileList,
  renderBuildMessage,
  renderKept,
  renderRebuilt,
  renderRestartNeeded,
  spokenName,
} from "../../../../local/terminal/build-lines.ts";
import { renderFunctionError } from "../../../../local/terminal/error-lines.ts";
import { styleOf, wantsColours } from "../../../../local/terminal/style.ts";
import { shortened, visible, visibleLines } from "../../../../local/terminal/visible.ts";

const plain = styleOf(false);
/** Characters that affect a terminal: controls, and those that reverse or hide text. */
const ACTED_ON = /(?!\n)[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;

describe("text from outside", () => {
  test.each([
    ["an escape sequence", "\x1b[31mred\x1b]0;title\x07", "\\x1b[31mred\\x1b]0;title\\x07"],
    ["one in a single character", "\u009b2J", "\\x9b2J"],
    ["a forged line", "a\r\nlocal: ready", "a\\x0d\\x0alocal: ready"],
    ["reversed text", "\u202egnp.exe", "\\u202egnp.exe"],
    ["letters of other scripts", "gräfin 名前 😀 مرحبا", "gräfin 名前 😀 مرحبا"],
  ])("%s", (_, text, expected) => expect(visible(text)).toBe(expected));

  test("no text can control a terminal, in one line or in several", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(visible(text)).not.toMatch(ACTED_ON);
        expect(visible(text)).not.toContain("\n");
        expect(visibleLines(text)).not.toMatch(ACTED_ON);
        expect([...shortened(text, 10)].length).toBeLessThanOrEqual(60);
      }),
    );
  });

  test("a long value is truncated, but never within a character", () => {
    expect(shortened("😀".repeat(20), 5)).toBe("😀😀😀😀…");
    expect(shortened("12345", 5)).toBe("12345");
  });
});

test.each([
  [{ isTTY: true }, {}, true],
  [{ isTTY: false }, {}, false],
  [{}, {}, false],
  [{ isTTY: true }, { TERM: "dumb" }, false],
  [{ isTTY: true }, { NO_COLOR: "1" }, false],
  [{ isTTY: true }, { NO_COLOR: "" }, true],
  [{ isTTY: true }, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  [{ isTTY: false }, { FORCE_COLOR: "1" }, true],
  [{ isTTY: false }, { FORCE_COLOR: "" }, true],
  [{ isTTY: true }, { FORCE_COLOR: "0" }, false],
  [{ isTTY: true }, { FORCE_COLOR: "false" }, false],
])("colours for %j with %j: %s", (stream, environment, expected) => {
  expect(wantsColours(stream, environment)).toBe(expected);
});

describe("a build", () => {
  const location = { file: "triggers/pre-sign-up.ts", line: 12, column: 8, lineText: "\tconst é = 1 x;" };

  test("a message has file, line and column, and a mark below it", () => {
    // esbuild counts bytes, and é has two.
    const message = { text: 'Expected ";" but found "x"', location: { ...location, column: 14 } };
    expect(renderBuildMessage(message, plain)).toBe(
      [
        '  triggers/pre-sign-up.ts:12:14: Expected ";" but found "x"',
        "    12 |  const é = 1 x;",
        "                      ^",
      ].join("\n"),
    );
  });

  test("with notes, and without a place", () => {
    const message = { text: "broken", location: null, notes: [{ text: "seen here", location }] };
    expect(renderBuildMessage(message, plain).split("\n")[0]).toBe("  broken");
    expect(renderBuildMessage(message, plain)).toContain("triggers/pre-sign-up.ts:12:9: seen here");
  });

  test("shows only the surroundings of the position in a very long line, with the mark below it", () => {
    const lineText = `${"a".repeat(5000)}X${"b".repeat(5000)}`;
    const lines = renderBuildMessage(
      { text: "no", location: { ...location, column: 5000, lineText } },
      plain,
    ).split("\n");
    expect(lines[1]?.length).toBeLessThan(140);
    expect(lines[1]?.[lines[2]?.indexOf("^") ?? -1]).toBe("X");
  });

  test("nothing in a source or its name can control the terminal", () => {
    const nasty = { file: "a\x1b[2J.ts", line: 1, column: 2, lineText: "\x1b[31m \u202e x" };
    expect(renderBuildMessage({ text: "\x1b]0;x\x07", location: nasty }, plain)).not.toMatch(ACTED_ON);
  });

  test("what was rebuilt, kept, or needs a restart", () => {
    expect(spokenName("preTokenGeneration")).toBe("pre-token-generation");
    expect(renderRebuilt(["pre-token-generation"], 119.6)).toBe("rebuilt pre-token-generation in 120 ms");
    expect(renderRebuilt(["a", "b", "c", "d", "e", "f", "g"], 1)).toBe(
      "rebuilt a, b, c, d, e and 2 more in 1 ms",
    );
    expect(renderKept(["auth"])).toBe("auth does not build and keeps its last good bundle");
    expect(renderKept(["auth", "files"])).toBe("auth, files do not build and keep their last good bundles");
    expect(renderRestartNeeded(["serverless.yml"])).toBe("serverless.yml has changed: restart to apply it");
    expect(renderRestartNeeded(["a.yml", "b.yml"])).toBe("a.yml, b.yml have changed: restart to apply them");
    expect(fileList(["a\nb"])).toBe("a\\x0ab");
  });
});

describe("a function's error", () => {
  const source = {
    file: "triggers/pre-sign-up.ts",
    line: 130,
    column: 12,
    lineText: "  const a = event.b.c;",
  };
  const error = {
    errorType: "TypeError",
    errorMessage: "Cannot read properties of undefined (reading 'c')",
    trace: [
      "TypeError: Cannot read properties of undefined (reading 'c')",
      "    at run (triggers/pre-sign-up.ts:130:13)",
      "    at inTime (libs/triggers/trigger-handler.ts:16:10)",
      "    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)",
      "    at async answer (file:///x/local/lambda/environment-worker.js:46:20)",
    ],
  };

  test("is shown with its message, its line, and the frames outside Node", () => {
    expect(renderFunctionError("pre-sign-up", { error, source }, { style: plain, isHandled: false })).toBe(
      [
        "pre-sign-up failed: TypeError: Cannot read properties of undefined (reading 'c')",
        "  triggers/pre-sign-up.ts:130:13",
        "    130 |   const a = event.b.c;",
        "                      ^",
        "  at run (triggers/pre-sign-up.ts:130:13)",
        "  at inTime (libs/triggers/trigger-handler.ts:16:10)",
      ].join("\n"),
    );
  });

  test("that was handled is shown as such", () => {
    const told = renderFunctionError("auth", { error, source: null }, { style: plain, isHandled: true });
    expect(told.split("\n")[0]).toMatch(/^auth handled an error: TypeError: Cannot read/);
  });

  test("a deliberate refusal is one line without a stack", () => {
    const refusal = {
      errorType: "Refusal",
      errorMessage: "Sign-up is by invitation only.",
      trace: error.trace,
    };
    expect(
      renderFunctionError("pre-sign-up", { error: refusal, source }, { style: plain, isHandled: false }),
    ).toBe("pre-sign-up refused: Sign-up is by invitation only.");
  });

  test("nothing in it can control the terminal, and its length is limited", () => {
    const nasty = {
      errorType: "E\x1b[2J",
      errorMessage: `\x1b[31m${"x".repeat(5000)}`,
      trace: ["    at \x1b[2J"],
    };
    for (const errorType of [nasty.errorType, "Refusal"]) {
      const told = renderFunctionError(
        "auth",
        { error: { ...nasty, errorType }, source: { ...source, lineText: "\u009b2J" } },
        { style: plain, isHandled: false },
      );
      expect(told).not.toMatch(ACTED_ON);
    }
  });

  test("colours are the terminal's own, and are reset", () => {
    const told = renderFunctionError("auth", { error, source }, { style: styleOf(true), isHandled: false });
    expect(told).toContain("\x1b[31mauth failed: \x1b[39mTypeError");
  });
});
