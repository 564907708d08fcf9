import { expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { FileId } from "../../../../libs/schemas/files.ts";
import { newFileId } from "../../../../libs/storage/new-file-id.ts";

test("a newer id sorts before an older one, and each is a UUID of version 8", () => {
  const times = [0, 1, 255, 256, 1_796_000_000_000, 1_796_000_000_001, 2 ** 47];
  const ids = times.map(newFileId);
  expect(ids.toSorted()).toEqual(ids.toReversed());
  for (const id of ids) {
    expect(z.safeParse(FileId, id).success).toBe(true);
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  }
});

test("ids of the same moment differ", () => {
  const ids = Array.from({ length: 1000 }, () => newFileId(1_796_000_000_000));
  expect(new Set(ids).size).toBe(1000);
});
