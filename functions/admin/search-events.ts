import { type EventPage, listEvents } from "../../libs/activity/list-events.ts";
import { loadNames, type UserName } from "../../libs/activity/names.ts";
import type { RecordedEvent } from "../../libs/activity/record-event.ts";
import type { EventSearch, NamedEvent } from "../../libs/schemas/events.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { table } from "./administration.ts";

const USUAL_DAYS = 30;
const DAY_MS = 86_400_000;

const named = ({ email, name }: UserName = {}) => ({
  ...withoutUndefined({ actorEmail: email, actorName: name }),
});

async function addNames(items: readonly RecordedEvent[]): Promise<NamedEvent[]> {
  const subs = items.flatMap(({ sub, actor }) => (actor === undefined ? [sub] : [sub, actor]));
  const names = await loadNames(table(), subs);
  return items.map((event) => ({
    ...event,
    ...names.get(event.sub),
    ...(event.actor === undefined ? {} : named(names.get(event.actor))),
  }));
}

/** One page of the audit trail, with the names of all users in it. Cognito is not asked: it would bill every user. */
export async function searchEvents({
  from: since,
  to = Date.now(),
  ...search
}: EventSearch): Promise<Omit<EventPage, "items"> & { readonly items: NamedEvent[] }> {
  const isOfOne = search.user !== undefined || search.actor !== undefined;
  const from = since ?? (isOfOne ? 0 : to - USUAL_DAYS * DAY_MS);
  // Such a range is empty, and DynamoDB refuses it.
  if (from > to) return { items: [] };
  const { items, ...rest } = await listEvents(table(), { ...search, from, to });
  return { items: await addNames(items), ...rest };
}
