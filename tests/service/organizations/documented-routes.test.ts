/** The routes of docs/organizations.md, compiled, and run as a module runs them. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { httpModule } from "../../../libs/http/http-module.ts";
import type { Route } from "../../../libs/http/route.ts";
import { createOrganization } from "../../../libs/organizations/organizations.ts";
import { snippetsOf } from "../../support/checks/doc-snippets.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";
import { setEnvironment } from "../../support/worlds/environment.ts";
import { accessTokenClaims, httpEvent } from "../../support/worlds/http-event.ts";
import { openGuard, recordingLog, send } from "../../support/worlds/thing-module.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../../..");
const folder = join(root, "node_modules/.cache/local/organization-snippets", String(process.pid));

/** Where the page says that the route is. */
const PLACE = "functions/organizations";

const snippets = snippetsOf("docs/organizations.md");
const route = snippets.get("list-projects.ts") ?? "";
const CHECK = 'const { id } = requireOrganizationRole(principal, "member");';
const strictRoute = route
  .replace(CHECK, snippets.get("strict-check.ts") ?? "")
  .replace("{ requireOrganizationRole }", "{ requireCurrentOrganizationRole }");

const table = useActivityTable();

/** Imported as from its place: its own imports are the modules that this test imports, too. */
async function load(name: string, code: string): Promise<Route> {
  const file = join(folder, `${name}.mjs`);
  const absolute = code.replaceAll(
    /from "(\.[^"]+)"/g,
    (_, path: string) => `from "${resolve(root, PLACE, path)}"`,
  );
  writeFileSync(file, stripTypeScriptTypes(absolute));
  const { listProjects } = (await import(file)) as { readonly listProjects: Route };
  return listProjects;
}

let routes: Readonly<Record<"by token" | "strict", Route>>;

beforeAll(async () => {
  mkdirSync(join(folder, PLACE), { recursive: true });
  setEnvironment();
  routes = { "by token": await load("by-token", route), strict: await load("strict", strictRoute) };
});

afterAll(() => rmSync(folder, { recursive: true }));

test("the page's code has both checks", () => {
  expect(route).toContain(CHECK);
  expect(strictRoute).toContain("await requireCurrentOrganizationRole(table(), ");
});

test("the routes compile as the project does", async () => {
  writeFileSync(join(folder, PLACE, "list-projects.ts"), route);
  writeFileSync(join(folder, PLACE, "strict-list-projects.ts"), strictRoute);
  const configuration = {
    extends: join(root, "tsconfig.json"),
    // What is not beside the routes is looked for in the project.
    compilerOptions: { rootDirs: [folder, root], typeRoots: [join(root, "node_modules/@types")] },
    include: [],
    files: ["list-projects.ts", "strict-list-projects.ts"].map((name) => join(PLACE, name)),
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(configuration));
  const compiler = join(root, "node_modules/.bin/tsc");
  const { stdout } = await run(compiler, ["-p", folder], { cwd: root }).catch((error) => error);
  expect(stdout).toBe("");
});

describe.each(["by token", "strict"] as const)("%s, the projects of an organization", (name) => {
  async function ask(sub: string, organization?: { readonly id: string; readonly role: string }) {
    const handler = httpModule([routes[name]], { guard: openGuard, log: recordingLog() });
    const claims = organization === undefined ? {} : { org_id: organization.id, org_role: organization.role };
    return send(handler, httpEvent({ path: "/v1/projects", claims: accessTokenClaims({ sub, ...claims }) }));
  }

  test("are listed for its members, and are those of the token's organization", async () => {
    const owner = randomUUID();
    const [mine, other] = [
      await createOrganization(table, { sub: owner, name: "Acme" }, Date.now()),
      await createOrganization(table, { sub: randomUUID(), name: "Other" }, Date.now()),
    ];
    await table.put({ PK: `PROJECTS#${mine.id}`, SK: "1", name: "Rocket" });
    await table.put({ PK: `PROJECTS#${other.id}`, SK: "1", name: "Secret" });
    expect(await ask(owner, { id: mine.id, role: "owner" })).toMatchObject({
      status: 200,
      body: { items: [{ name: "Rocket" }] },
    });
  });

  test("are refused without an organization in the token", async () => {
    expect(await ask(randomUUID())).toMatchObject({
      status: 403,
      body: { code: "organization_role_required" },
    });
  });
});

test("a removed member's token opens the route by the token, and not the strict one", async () => {
  const { id } = await createOrganization(table, { sub: randomUUID(), name: "Acme" }, Date.now());
  const claims = accessTokenClaims({ sub: randomUUID(), org_id: id, org_role: "admin" });
  const statusOf = async (only: Route) => {
    const handler = httpModule([only], { guard: openGuard, log: recordingLog() });
    return (await send(handler, httpEvent({ path: "/v1/projects", claims }))).status;
  };
  expect([await statusOf(routes["by token"]), await statusOf(routes.strict)]).toEqual([200, 403]);
});
