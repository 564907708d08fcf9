import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { FileId } from "../../../../libs/schemas/files.ts";
import { avatarIdOf } from "../../../../libs/storage/avatar-id.ts";

test("is the same for one user, differs between users, and is a file's id", () => {
  const [one, other] = [randomUUID(), randomUUID()];
  expect(avatarIdOf(one)).toBe(avatarIdOf(one));
  expect(avatarIdOf(one)).not.toBe(avatarIdOf(other));
  expect(z.safeParse(FileId, avatarIdOf(one)).success).toBe(true);
  expect(avatarIdOf(one)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
