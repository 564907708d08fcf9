import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { Resource } from "../../../cloudformation/template.ts";
import type { ProvisionedStack } from "../../../local/template/provision.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());

const provision = (Resources: Record<string, Resource>) =>
  cloud.provision({ Resources }, { stackName: "auth-local", apiUrl: "http://localhost:3000" });

const ref = (stack: ProvisionedStack, name: string) => String(stack.evaluate({ Ref: name }, "here"));

const withDomain = (properties: Record<string, unknown>): Record<string, Resource> => ({
  Pool: { Type: "AWS::Cognito::UserPool", Properties: { UserPoolName: "main" } },
  Domain: {
    Type: "AWS::Cognito::UserPoolDomain",
    Properties: { UserPoolId: { Ref: "Pool" }, ...properties },
  },
});
const own = (Domain: string) =>
  withDomain({
    Domain,
    CustomDomainConfig: { CertificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/x" },
  });
const domainsOf = async (stack: ProvisionedStack) => {
  const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId: ref(stack, "Pool") });
  return [UserPool?.Domain, UserPool?.CustomDomain];
};

test("a prefix domain is identified by its prefix", async () => {
  const stack = await provision(withDomain({ Domain: "people-prefix" }));
  expect(ref(stack, "Domain")).toBe("people-prefix");
  expect(await domainsOf(stack)).toEqual(["people-prefix", undefined]);
});

test("a custom domain becomes the cloud's address, and replaces the previous one", async () => {
  for (const name of ["login.people.example.com", "login.people.example.org"]) {
    const stack = await provision(own(name));
    expect(stack.warnings).toEqual([]);
    expect(ref(stack, "Domain")).toBe(`localhost:${cloud.port}`);
    expect(await domainsOf(stack)).toEqual([undefined, name]);
  }
  const back = await provision(withDomain({ Domain: "people-again" }));
  expect(ref(back, "Domain")).toBe("people-again");
  expect(await domainsOf(back)).toEqual(["people-again", undefined]);
});

test("a domain keeps its name while other settings change", async () => {
  await provision(own("login.people.example.com"));
  const stack = await provision(
    withDomain({
      Domain: "login.people.example.com",
      ManagedLoginVersion: 2,
      CustomDomainConfig: { CertificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/y" },
    }),
  );
  expect(stack.warnings).toEqual([]);
  const { DomainDescription } = await cloud.cognito.call("DescribeUserPoolDomain", {
    Domain: "login.people.example.com",
  });
  expect(DomainDescription).toMatchObject({ ManagedLoginVersion: 2 });
});

test("a domain can't be the cloud's own address in an API call, where AWS's rules apply", async () => {
  await expect(provision(own(`localhost:${cloud.port}`))).rejects.toThrow(/Resources.Domain/);
  await expect(provision(own("localhost"))).rejects.toThrow("Custom domain is not a valid subdomain:");
});

test("terms are created, changed, moved to another client and removed with the template", async () => {
  const client = (name: string): Resource => ({
    Type: "AWS::Cognito::UserPoolClient",
    Properties: { UserPoolId: { Ref: "Pool" }, ClientName: name },
  });
  const resources = (owner: string, address: string): Record<string, Resource> => ({
    ...withDomain({ Domain: "people-terms" }),
    Web: client("web"),
    Mobile: client("mobile"),
    TermsOfUse: {
      Type: "AWS::Cognito::Terms",
      Properties: {
        UserPoolId: { Ref: "Pool" },
        ClientId: { Ref: owner },
        TermsName: "terms-of-use",
        TermsSource: "LINK",
        Enforcement: "NONE",
        Links: { "cognito:default": address },
      },
    },
  });
  const termsOf = async (stack: ProvisionedStack) => {
    const UserPoolId = ref(stack, "Pool");
    const { Terms = [] } = await cloud.cognito.call("ListTerms", { UserPoolId });
    return Promise.all(
      Terms.map(
        async ({ TermsId }) => (await cloud.cognito.call("DescribeTerms", { UserPoolId, TermsId })).Terms,
      ),
    );
  };

  const created = await provision(resources("Web", "https://example.com/terms"));
  expect(created.warnings).toEqual([]);
  const TermsId = created.evaluate({ "Fn::GetAtt": ["TermsOfUse", "TermsId"] }, "here");
  expect(await termsOf(created)).toMatchObject([
    { TermsId, ClientId: ref(created, "Web"), Links: { "cognito:default": "https://example.com/terms" } },
  ]);

  const changed = await provision(resources("Web", "https://example.com/terms-2"));
  expect(changed.warnings).toEqual([]);
  expect(await termsOf(changed)).toMatchObject([
    { TermsId, Links: { "cognito:default": "https://example.com/terms-2" } },
  ]);

  const moved = await provision(resources("Mobile", "https://example.com/terms-2"));
  expect(moved.warnings).toEqual([]);
  expect(await termsOf(moved)).toMatchObject([{ ClientId: ref(moved, "Mobile") }]);

  const { TermsOfUse: _, ...rest } = resources("Mobile", "");
  expect(await termsOf(await provision(rest))).toEqual([]);
});

test("a domain is the cloud's current address, also after a start on another port", async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), "domain-"));
  const Resources = own("login.moved.example.com");
  const provisionIn = (moved: TestCloud) =>
    moved.provision({ Resources }, { stackName: "auth-local", apiUrl: "http://localhost:3000" });
  const first = await startTestCloud({ stateDirectory });
  expect(ref(await provisionIn(first), "Domain")).toBe(`localhost:${first.port}`);
  await first.close();

  const occupant = createServer().listen(first.port, "127.0.0.1"); // The second one gets another port.
  await once(occupant, "listening");
  const second = await startTestCloud({ stateDirectory });
  const stack = await provisionIn(second);
  expect(stack.warnings).toEqual([]);
  expect(second.port).not.toBe(first.port);
  expect(ref(stack, "Domain")).toBe(`localhost:${second.port}`);
  await second.close();
  occupant.close();
  rmSync(stateDirectory, { recursive: true });
});
