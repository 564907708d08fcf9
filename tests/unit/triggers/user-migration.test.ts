import { beforeAll, expect, jest, test } from "@jest/globals";
import type { UserMigrationTriggerEvent } from "aws-lambda";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";

// As it is deployed without a former system.
Object.assign(process.env, { ACTIVITY_TABLE_NAME: "activity", MIGRATION_URL: "", MIGRATION_SECRET_ARN: "" });
jest.spyOn(process.stdout, "write").mockReturnValue(true);

let handler: (event: UserMigrationTriggerEvent) => Promise<UserMigrationTriggerEvent>;

beforeAll(async () => {
  ({ handler } = await import("../../../triggers/user-migration.ts"));
});

test.each(["UserMigration_Authentication", "UserMigration_ForgotPassword"])(
  "%s: without a former system no user is migrated",
  async (source) => {
    await expect(handler(triggerEvent(source))).rejects.toThrow(/^Incorrect username or password\.$/);
  },
);
