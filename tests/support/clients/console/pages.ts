/** The console's pages, for what looks at each of them: the bench, and the tests of what holds for all. */

export type Visitor = "visitor" | "user" | "admin";

export interface ConsolePage {
  /** Of the address, with `:user`, `:group` and `:trace` for what differs from stack to stack. */
  readonly path: string;
  readonly visitor: Visitor;
  /** The page from which the area's others are usually come to. */
  readonly area: string;
}

const pagesOf = (visitor: Visitor, area: string, paths: readonly string[]): readonly ConsolePage[] =>
  paths.map((path) => ({ path, visitor, area }));

/** Pages with an address that can be opened. Steps of the sign-in that follow from one another are in `STEPS`. */
export const PAGES: readonly ConsolePage[] = [
  ...pagesOf("visitor", "/sign-in", ["/sign-in", "/sign-up", "/reset", "/recovery"]),
  ...pagesOf("user", "/account", [
    "/account",
    "/account/security",
    "/account/activity",
    "/account/data",
    "/files",
  ]),
  ...pagesOf("admin", "/admin", [
    "/admin",
    "/admin/users",
    "/admin/users/:user",
    "/admin/users/:user/security",
    "/admin/users/:user/groups",
    "/admin/users/:user/activity",
    "/admin/users/:user/files",
    "/admin/groups",
    "/admin/groups/:group",
    "/admin/sessions",
    "/admin/audit",
  ]),
  ...pagesOf("user", "/tools/tokens", [
    "/tools/tokens",
    "/tools/amplify",
    "/tools/inbox",
    "/tools/traces",
    "/tools/traces/:trace",
    "/tools/pools",
    "/tools/clock",
    "/tools/demo-users",
    "/tools/faults",
    "/tools/snapshots",
  ]),
];

interface Walker {
  fill(label: string, text: string): Promise<void>;
  press(button: string): Promise<void>;
}

/** A step that is reached from another page only, because what it asks is in memory. */
export interface Step {
  readonly path: string;
  readonly from: string;
  /** @param email of an account that may receive codes; `newEmail` is of none */
  readonly walk: (
    walker: Walker,
    people: { readonly email: string; readonly newEmail: string },
  ) => Promise<void>;
}

export const STEPS: readonly Step[] = [
  {
    path: "/challenge/password",
    from: "/sign-in",
    walk: async ({ fill, press }, { email }) => {
      await fill("E-mail address", email);
      await press("Continue");
    },
  },
  {
    path: "/challenge/code",
    from: "/sign-in",
    walk: async ({ fill, press }, { email }) => {
      await fill("E-mail address", email);
      await press("Continue");
      await press("Send a code by e-mail");
    },
  },
  {
    path: "/confirm",
    from: "/sign-up",
    walk: async ({ fill, press }, { newEmail }) => {
      await fill("E-mail address", newEmail);
      await press("Send code");
    },
  },
];

/** What is in a stack that pages show. */
export interface Shown {
  readonly user: string;
  readonly group: string;
  readonly trace: string;
}

export const addressOf = ({ path }: Pick<ConsolePage, "path">, { user, group, trace }: Shown): string =>
  path.replace(":user", user).replace(":group", group).replace(":trace", trace);
