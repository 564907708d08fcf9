/** Sample data for the components: invented, and the same every time, so that screenshots can be compared. */
import { ApiFailure } from "../../../api/problem.ts";

export const EARLIER = "2026-03-05T13:02:11.000Z";
export const LATER = Date.now() + 24_000;

export const GROUPS = [
  { id: "users", label: "users", hint: "Everyone" },
  { id: "support", label: "support", hint: "Sees accounts" },
  { id: "admins", label: "admins", hint: "Manages everyone" },
];

export const COUNTRIES = [
  "Austria",
  "Belgium",
  "Denmark",
  "Finland",
  "France",
  "Germany",
  "Italy",
  "Spain",
].map((label) => ({ id: label.toLowerCase(), label }));

export const PAIRS = [
  { name: "E-mail address", value: "ada@example.com" },
  {
    name: "User id",
    value: "34d8f418-2051-70cb-1a6d-9e2f5b7c0a11",
    isMono: true,
    copy: { text: "34d8f418-2051-70cb-1a6d-9e2f5b7c0a11", label: "Copy user id" },
  },
  { name: "Groups", value: "users, support" },
];

const claims = {
  sub: "34d8f418-2051-70cb-1a6d-9e2f5b7c0a11",
  scope: "api/profile api/files",
  auth_time: 1787996002,
};

export const JSON_TEXT = JSON.stringify(claims, null, 2);
export const OTHER_JSON_TEXT = JSON.stringify(
  { ...claims, scope: "api/profile", token_use: "access" },
  null,
  2,
);
export const TOKEN = `eyJraWQiOiJ0ZXN0IiwiYWxnIjoiUlMyNTYifQ.${"eyJzdWIiOiIzNGQ4ZjQxOCJ9".repeat(8)}.${"c2lnbmF0dXJl".repeat(10)}`;

export const FAILURE = new ApiFailure("service_unavailable", {
  status: 503,
  requestId: "urn:request:8f1c2f0e-6d0f-4a39-a6be-0d6f1c1f2a77",
});

const FIRST = ["Ada", "Alan", "Grace", "Edsger", "Katherine", "Donald", "Barbara", "Ken"];
const LAST = ["Lovelace", "Turing", "Hopper", "Dijkstra", "Johnson", "Knuth", "Liskov", "Thompson"];

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? "";

export const PEOPLE = Array.from({ length: 100_000 }, (_, index) => {
  const [first, last] = [pick(FIRST, index), pick(LAST, Math.floor(index / 8) + index)];
  return {
    id: String(index),
    name: `${first} ${last}`,
    email: `${first}.${last}.${index}@example.com`.toLowerCase(),
    isOn: index % 5 !== 3,
    signIns: (index * 37) % 400,
  };
});

export const DAYS = Array.from({ length: 30 }, (_, index) =>
  new Date(Date.UTC(2026, 1, 4 + index)).toISOString().slice(0, 10),
);

const wave = (base: number, swing: number, shift: number) =>
  DAYS.map((_, index) =>
    Math.round(base + swing * Math.sin((index + shift) / 3) + ((index * 7 + shift) % 5)),
  );

export const SERIES = [
  { label: "Password", values: wave(60, 18, 0) },
  { label: "Code", values: wave(34, 10, 2) },
  { label: "Passkey", values: wave(22, 6, 5) },
  { label: "Google", values: wave(12, 4, 8) },
];

export const LANES = [
  { id: "client", label: "Client" },
  { id: "gateway", label: "Gateway" },
  { id: "function", label: "Function" },
  { id: "cognito", label: "Cognito" },
  { id: "trigger", label: "Trigger" },
  { id: "mail", label: "Mail" },
];

export const SPANS = [
  { id: "1", lane: "gateway", title: "POST /v1/auth/otp", start: 0, duration: 412 },
  { id: "2", lane: "function", title: "auth", start: 2, duration: 405, depth: 1 },
  { id: "3", lane: "cognito", title: "InitiateAuth", start: 12, duration: 60, depth: 2 },
  { id: "4", lane: "trigger", title: "define-auth-challenge", start: 15, duration: 9.4, depth: 3 },
  {
    id: "5",
    lane: "trigger",
    title: "create-auth-challenge",
    start: 26,
    duration: 44,
    depth: 3,
    state: "refused" as const,
  },
  { id: "6", lane: "mail", title: "SendEmail", start: 40, duration: 6, depth: 4, state: "failed" as const },
];
