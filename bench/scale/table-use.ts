/**
 * What each flow asks of the activity table, step by step, as the code does it. Every item is under 1 KB, so a write is one unit;
 * an entry of the index is one more, an entry that moves two; a condition that fails costs the same. Where a step depends on what
 * was before, the dearer case counts: a sign-in is the user's first of the month, a limit is the first of its period.
 */

/** One public request: the client's window (libs/limits/client-limits.ts). */
export const CLIENT_LIMIT = 1;

/** An event, its index entry, the day's counter (libs/activity/record-event.ts). */
const EVENT = 3;
/** The same with the mark that it was told already. */
const EVENT_ONCE = EVENT + 1;
/** The first of a limit's period: the count that is not there, and the new one. */
const FIRST_OF_LIMIT = 2;
/** A statement for a trigger and its redemption (libs/attestation). */
const ATTESTATION = 2;
/** The mark that ends sessions, and the end of known clients (libs/sessions/end-sign-ins.ts). */
const END_SIGN_INS = 2;
/** One session leaves the list and its index. */
const END_SESSION = 2;

/** The sign-in itself, whichever way: event, summary, active users of day, week and month with their counters. */
const SIGNED_IN = EVENT + 1 + 6;
/** The first API request of a sign-in: the session and its index entry. */
const NEW_SESSION = 2;
/** The attempt that pre-authentication lets pass uncounted, and its success, which is looked for among the counted first. */
const UNCOUNTED = 1 + 2;
/** The client that is remembered, in the place of the one that it was. */
const REMEMBER_CLIENT = 1;

/** A code that is sent: channel, code, limits of user and mailbox, destination, event. */
const CODE_SENT = 1 + 1 + 2 * FIRST_OF_LIMIT + 1 + EVENT;
/** A code that is right: the guess, the tries of the day, the use. */
const CODE_RIGHT = 1 + FIRST_OF_LIMIT + 1;

/** Write units. */
export const WRITES = {
  /** The client's own attempt. A client's first sign-in to an account costs the same, of the first client of an account. */
  passwordSignIn: CLIENT_LIMIT + 1 + UNCOUNTED + SIGNED_IN + REMEMBER_CLIENT + NEW_SESSION,
  /** Two requests. */
  otpSignIn:
    2 * CLIENT_LIMIT +
    ATTESTATION +
    UNCOUNTED +
    CODE_SENT +
    CODE_RIGHT +
    SIGNED_IN +
    REMEMBER_CLIENT +
    NEW_SESSION,
  /** Two requests. */
  passkeySignIn: 2 * CLIENT_LIMIT + ATTESTATION + UNCOUNTED + SIGNED_IN + REMEMBER_CLIENT + NEW_SESSION,
  /** By managed login, past the API: an attempt that counts and its end. */
  federatedSignIn: 2 + SIGNED_IN + NEW_SESSION,
  /** The request, and the session whose index entry moves with the next one. */
  refresh: CLIENT_LIMIT + 3,
  /** Client, mailbox, attestation, event. */
  signUp: CLIENT_LIMIT + FIRST_OF_LIMIT + ATTESTATION + EVENT_ONCE,
  /**
   * Client and attestation; the trigger ends sign-ins, marks the account, looks for an invitation, gives a group with its mark and
   * event; the event of the confirmation; the hand-over ends sign-ins again, removes recovery codes and marks again.
   */
  confirm:
    CLIENT_LIMIT +
    ATTESTATION +
    (END_SIGN_INS + 1 + 1 + 1 + EVENT_ONCE) +
    EVENT_ONCE +
    (END_SIGN_INS + 1 + 1),
  /** Client and mailbox. */
  forgotPassword: CLIENT_LIMIT + FIRST_OF_LIMIT,
  /** Two counts of tries, given back; all sign-ins with one session, the end of attempts, the event. */
  resetPassword: CLIENT_LIMIT + 2 * (FIRST_OF_LIMIT + 1) + END_SIGN_INS + END_SESSION + 1 + EVENT_ONCE,
} as const;

/**
 * Read units. The session is read with the mark that ends all, both consistently; a query that finds little is half a unit: two of
 * them and the mark of groups at a confirmation, one and the known clients at a reset.
 */
export const READS = { session: 2, confirm: 2, resetPassword: 1.5 } as const;

/** Units of the index's busiest key, that of the day's sessions: an entry that comes or goes is one, one that moves two. */
export const DAY_OF_SESSIONS = { comes: 1, moves: 2, goes: 1 } as const;
