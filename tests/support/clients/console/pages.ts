/** The console's pages, for the bench and for tests that check all of them. */

export type Visitor = "visitor" | "user" | "admin";

export interface ConsolePage {
  /** The path, with `:user`, `:group` and `:trace` for ids that differ between stacks. */
  readonly path: string;
  readonly visitor: Visitor;
  /** The area's first page, from which users reach the others. */
  readonly area: string;
}

const pagesOf = (visitor: Visitor, area: string, paths: readonly string[]): readonly ConsolePage[] =>
  paths.map((path) => ({ path, visitor, area }));

/** Pages that can be opened by their address. Later steps of the sign-in are in `STEPS`. */
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

/** A step that can only be reached from another page, because its state is in memory. */
export interface Step {
  readonly path: string;
  readonly from: string;
  /** @param email of an account that may receive codes; `newEmail` has no account */
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

/** Data of a stack that pages show. */
export interface Shown {
  readonly user: string;
  readonly group: string;
  readonly trace: string;
}

export const addressOf = ({ path }: Pick<ConsolePage, "path">, { user, group, trace }: Shown): string =>
  path.replace(":user", user).replace(":group", group).replace(":trace", trace);
