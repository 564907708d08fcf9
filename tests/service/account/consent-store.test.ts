import { expect, test } from "@jest/globals";
import { consentStore } from "../../../libs/consent/consent-store.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const consents = consentStore(useActivityTable());
const NOW = Date.UTC(2026, 11, 1, 12);
const pages = { termsUrl: "https://www.example.com/terms", privacyUrl: "https://www.example.com/privacy" };
const terms = (version: string) => ({ version, ...pages, isRequired: true });
const how = { acceptedAt: NOW, given: "question", clientId: "web" } as const;

test("the accepted versions are listed, newest first", async () => {
  expect(await consents.accept("ada", terms("2026-12-01"), { ...how, given: "confirmation" })).toBe(true);
  expect(await consents.accept("ada", terms("2025-01-01"), { ...how, acceptedAt: NOW + 1 })).toBe(true);
  expect(await consents.list("ada")).toEqual([
    { ...how, ...pages, version: "2025-01-01", acceptedAt: NOW + 1 },
    { ...how, ...pages, version: "2026-12-01", given: "confirmation" },
  ]);
});

test("a version counts for its user and by its exact name", async () => {
  await consents.accept("bob", terms("1.0"), how);
  expect(await consents.hasAccepted("bob", "1.0")).toBe(true);
  expect(await consents.hasAccepted("bob", "1.0.0")).toBe(false);
  expect(await consents.hasAccepted("bob", "1")).toBe(false);
  expect(await consents.hasAccepted("eve", "1.0")).toBe(false);
  expect(await consents.list("eve")).toEqual([]);
});

test("the first record of a version stays, also if twenty requests accept it at once", async () => {
  const accepted = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      consents.accept("cyd", terms("1"), { ...how, clientId: `app-${index}` }),
    ),
  );
  expect(accepted.filter(Boolean)).toHaveLength(1);
  const [first] = await consents.list("cyd");
  expect(await consents.accept("cyd", terms("1"), { ...how, acceptedAt: NOW + 1 })).toBe(false);
  expect(await consents.list("cyd")).toEqual([first]);
});
