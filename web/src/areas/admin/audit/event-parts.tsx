/** The parts of an event that the audit log's rows and drawer show. */
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { NamedEvent } from "../../../../../clients/typescript/api-types.ts";
import { Person } from "../shared/person.tsx";
import shared from "../shared/shared.module.css";

/** The group that an event is about, if any. */
export const groupOf = ({ type, detail }: NamedEvent): string | undefined =>
  type.startsWith("group_") && detail?.group !== undefined ? String(detail.group) : undefined;

/** Events of groups themselves, not of their members. */
export const isOfGroup = ({ type }: NamedEvent): boolean =>
  type === "group_created" || type === "group_changed" || type === "group_deleted";

/** Without an actor, a rule did it automatically. */
const AUTOMATIC: ReadonlySet<NamedEvent["type"]> = new Set(["group_added", "group_removed", "user_migrated"]);

/** Who did it: an administrator, or the user. */
export function Actor({ event }: { readonly event: NamedEvent }): ReactNode {
  if (event.actor === undefined) {
    return (
      <span className={shared.muted}>
        {AUTOMATIC.has(event.type) ? (
          <Trans>Automatic</Trans>
        ) : event.type === "machine_token_issued" ? (
          <Trans>The machine</Trans>
        ) : (
          <Trans>The user</Trans>
        )}
      </span>
    );
  }
  return <Person person={{ sub: event.actor, name: event.actorName, email: event.actorEmail }} />;
}

/** The target: a user, a machine, or a group. */
export function Target({ event }: { readonly event: NamedEvent }): ReactNode {
  const group = groupOf(event);
  if (isOfGroup(event) && group !== undefined) {
    return (
      <Link to="/admin/groups/$group" params={{ group }} preload={false}>
        {group}
      </Link>
    );
  }
  return <Person person={event} />;
}
