import { normalizeEmail } from "../auth/email.ts";
import { domainOfEmail } from "../auth/email-domain.ts";
import { ADMINS } from "../auth/permissions.ts";
import { commaList, text } from "../env.ts";

/** The groups of new accounts. */
export interface GroupRules {
  readonly defaultGroup: string;
  /** By the domain of a verified address, in ASCII. */
  readonly domainGroups: ReadonlyMap<string, string>;
  /** Normalized; the first account that verifies it becomes an administrator. */
  readonly firstAdminEmail: string | undefined;
}

/**
 * `example.com=support,example.org=users`. A domain does not include its subdomains. Administrators by domain are refused: one
 * compromised mailbox, or one forgotten catch-all address, would own the pool.
 */
function domainGroups(value: string | undefined): ReadonlyMap<string, string> {
  return new Map(
    commaList(value).map((entry) => {
      const [domain = "", group = "", ...others] = entry.split("=").map((part) => part.trim());
      const ascii = domainOfEmail(domain);
      if (ascii === "" || group === "" || others.length > 0) {
        throw new Error("is not a list like example.com=users,example.org=support");
      }
      if (group === ADMINS) throw new Error(`gives the group ${ADMINS} by domain`);
      return [ascii, group];
    }),
  );
}

/** For `readEnvironment`. */
export const GROUP_VARIABLES = {
  DEFAULT_GROUP: text,
  DOMAIN_GROUPS: domainGroups,
  FIRST_ADMIN_EMAIL: (value: string | undefined) => (value ? normalizeEmail(value) : undefined),
} as const;

export function groupRulesOf(environment: {
  readonly DEFAULT_GROUP: string;
  readonly DOMAIN_GROUPS: ReadonlyMap<string, string>;
  readonly FIRST_ADMIN_EMAIL: string | undefined;
}): GroupRules {
  return {
    defaultGroup: environment.DEFAULT_GROUP,
    domainGroups: environment.DOMAIN_GROUPS,
    firstAdminEmail: environment.FIRST_ADMIN_EMAIL,
  };
}
