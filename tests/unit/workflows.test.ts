import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, ".github/workflows");
const workflows = readdirSync(folder).map(
  (name) => [name, readFileSync(join(folder, name), "utf8")] as const,
);

/** The lines of a job: those below its name with deeper indentation. */
function jobOf(text: string, name: string): string {
  const [, rest = ""] = text.split(`\n  ${name}:\n`);
  return rest.split(/\n {2}\S/)[0] ?? "";
}

describe.each(workflows)("%s", (_name, text) => {
  test("pins every action by its full commit, with the version beside it", () => {
    const actions = [...text.matchAll(/uses: (.*)/g)].map(([, action = ""]) => action);
    expect(actions.length).toBeGreaterThan(0);
    expect(
      actions.filter((action) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action)),
    ).toEqual([]);
  });

  test("pins one action to one commit", () => {
    const pins = new Set(
      [...text.matchAll(/uses: (\S+)@(\S+)/g)].map(([, name, commit]) => `${name}@${commit}`),
    );
    const names = new Set([...pins].map((pin) => pin.split("@")[0]));
    expect(pins.size).toBe(names.size);
  });

  test("grants only listed permissions, and has no long-lived key", () => {
    expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)$/m);
    expect(text).not.toMatch(/secrets\.|aws-access-key-id|AWS_ACCESS_KEY_ID|write-all/);
  });

  test("leaves no token in the work tree and runs no untrusted input", () => {
    expect(text.match(/actions\/checkout@/g)?.length).toBe(text.match(/persist-credentials: false/g)?.length);
    expect(text).not.toContain("pull_request_target");
    const scripts = [...text.matchAll(/run: (.*(?:\n {10}.*)*)/g)].map(([, script = ""]) => script);
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  });
});

describe("deployment", () => {
  const text = new Map(workflows).get("deploy.yml") ?? "";

  test("assumes the stage's role only in the deploying job, with the environment's protection and after the checks", () => {
    expect(text.match(/id-token: write/g)).toHaveLength(1);
    const job = jobOf(text, "deploy");
    expect(job).toContain("id-token: write");
    expect(job).toContain("environment: ");
    expect(job).toContain("needs: check");
  });

  test("runs the preflight before it deploys, and deploys the same package", () => {
    const job = jobOf(text, "deploy");
    const [packaging, preflight, deployment] = [
      job.indexOf('sls package --stage "$STAGE" --package .package'),
      job.indexOf('npm run preflight -- --stage "$STAGE" --package .package'),
      job.indexOf('sls deploy --stage "$STAGE" --package .package'),
    ];
    expect(packaging).toBeGreaterThan(0);
    expect(preflight).toBeGreaterThan(Number(packaging));
    expect(deployment).toBeGreaterThan(Number(preflight));
  });

  test("runs no install script in the deploying job, and verifies the packages' signatures", () => {
    const job = jobOf(text, "deploy");
    const installs = [...job.matchAll(/npm (?:ci|install|i|rebuild)\b.*/g)].map(([command]) => command);
    expect(installs).toEqual(["npm ci --ignore-scripts"]);
    const [signatures, credentials] = [
      job.indexOf("npm audit signatures"),
      job.indexOf("configure-aws-credentials"),
    ];
    expect(signatures).toBeGreaterThan(0);
    expect(credentials).toBeGreaterThan(signatures);
  });

  test("waits for another deployment of the stage and cancels none", () => {
    expect(text).toMatch(/cancel-in-progress: false/);
  });
});

describe("dependencies", () => {
  const ci = new Map(workflows).get("ci.yml") ?? "";
  const dependabot = readFileSync(join(root, ".github/dependabot.yml"), "utf8");

  test("are audited with every change and every week, without running their code", () => {
    const job = jobOf(ci, "dependencies");
    expect(job).toContain("run: npm ci --ignore-scripts\n");
    expect(job).toContain("run: npm audit signatures\n");
    expect(job).toMatch(/run: npm audit --omit=dev --audit-level=high$/m);
    expect(job).not.toMatch(/continue-on-error|\|\| /);
    expect(ci).toMatch(/^ {2}schedule:\n {4}- cron: /m);
  });

  test.each(["npm", "github-actions"])("of %s are updated weekly, a week after a release", (ecosystem) => {
    const [, entry = ""] = dependabot.split(`package-ecosystem: ${ecosystem}\n`);
    const settings = entry.split("- package-ecosystem")[0];
    expect(settings).toContain("interval: weekly");
    expect(settings).toMatch(/cooldown: \{ default-days: 7/);
  });
});

describe("the role that deploys", () => {
  const role = readFileSync(join(root, "docs/deploy-role.yml"), "utf8");

  test("is for exactly one environment of one repository", () => {
    expect(role).toContain(
      'token.actions.githubusercontent.com:sub: !Sub "repo:$'.concat(
        "{Repository}:environment:$",
        '{Stage}"',
      ),
    );
    expect(role).toContain("token.actions.githubusercontent.com:aud: sts.amazonaws.com");
    expect(role).not.toMatch(/StringLike|repo:[^"]*\*/);
  });

  test("creates resources only through CloudFormation", () => {
    const [direct = "", through = ""] = role.split("PolicyName: through-cloudformation");
    expect(direct).not.toMatch(/^ +- ?\S+:\*$/m);
    const statements = through.split("- Sid: ").slice(1);
    const open = statements.filter(
      (statement) => !/aws:CalledVia|iam:PassedToService|Effect: Deny/.test(statement),
    );
    expect(statements).toHaveLength(10);
    expect(open).toEqual([]);
  });
});
