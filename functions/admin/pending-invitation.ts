import {
  createInvitation,
  type Invitation,
  loadInvitation,
  revokeInvitation,
} from "../../libs/invitations/invitation.ts";
import type { UserDetail } from "../../libs/schemas/admin-users.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { table } from "./administration.ts";

/** Longer than the temporary password is valid, so that the mail can be sent again and lead to the same group. */
const OPEN_MS = 30 * 86_400_000;

type PromisedGroup = Pick<Invitation, "email" | "group" | "invitedBy"> & {
  readonly language?: string | undefined;
};

/** Promises a group to an address, beside those of every new account. An earlier promise is void. */
async function openInvitation({ language, ...promise }: PromisedGroup, now: number): Promise<void> {
  await createInvitation(table(), {
    ...promise,
    ...withoutUndefined({ language }),
    expiresAt: now + OPEN_MS,
  });
}

/**
 * Promises a group while `invite` runs. If the address turns out to be taken, it keeps its earlier promise.
 *
 * @param isTaken whether an error of `invite` means that
 */
export async function withInvitation<Value>(
  promise: PromisedGroup,
  invite: () => Promise<Value>,
  isTaken: (error: unknown) => boolean,
): Promise<Value> {
  const now = Date.now();
  const { email } = promise;
  const before = await loadInvitation(table(), email, now);
  await openInvitation(promise, now);
  try {
    return await invite();
  } catch (error) {
    if (isTaken(error)) {
      await (before === undefined
        ? revokeInvitation(table(), email)
        : createInvitation(table(), { ...before, email }));
    }
    throw error;
  }
}

/** Extends the promise, if there is one: the mail was sent again. */
export async function renewInvitation(email: string | undefined): Promise<void> {
  if (email === undefined) return;
  const now = Date.now();
  const invitation = await loadInvitation(table(), email, now);
  if (invitation !== undefined) await openInvitation({ ...invitation, email }, now);
}

/** Withdraws the promise: a later sign-up with the address may be another person. */
export async function voidInvitation(email: string | undefined): Promise<void> {
  if (email !== undefined) await revokeInvitation(table(), email);
}

/** What an account was promised and has not received yet. */
export async function describeInvitation(email: string | undefined): Promise<UserDetail["invitation"]> {
  const invitation = email === undefined ? undefined : await loadInvitation(table(), email, Date.now());
  if (invitation === undefined) return null;
  const { group, expiresAt } = invitation;
  return { group, sentAt: new Date(expiresAt - OPEN_MS).toISOString() };
}
