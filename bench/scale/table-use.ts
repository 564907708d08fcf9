/**
 * The load of each flow on the activity table, step by step, according to the code. Every item is under 1 KB, so a write is one
 * unit; an index entry is one more, a moved entry two; a failed condition costs the same. If a step depends on the former state,
 * the more expensive case counts: a sign-in is the user's first of the month, a limit is the first of its period.
 */

/** One public request: the client's window (libs/limits/client-limits.ts). */
export const CLIENT_LIMIT = 1;

/** An event, its index entry, the day's counter (libs/activity/record-event.ts). */
const EVENT = 3;
/** The same, with the mark that the alert was sent. */
const EVENT_ONCE = EVENT + 1;
/** The first of a limit's period: the missing count, and the new one. */
const FIRST_OF_LIMIT = 2;
/** A statement for a trigger and its redemption (libs/attestation). */
const ATTESTATION = 2;
/** The mark that ends sessions, and the end of known clients (libs/sessions/end-sign-ins.ts). */
const END_SIGN_INS = 2;
/** One session leaves the list and its index. */
const END_SESSION = 2;

/** The sign-in itself, by any method: event, summary, active users of day, week and month with their counters. */
const SIGNED_IN = EVENT + 1 + 6;
/** The first API request of a sign-in: the session and its index entry. */
const NEW_SESSION = 2;
/** The attempt that pre-authentication does not count, and its success, which is first searched among the counted ones. */
const UNCOUNTED = 1 + 2;
/** The remembered client, which replaces the former one. */
const REMEMBER_CLIENT = 1;

/** A code that is sent: channel, code, limits of user and mailbox, destination, event. */
const CODE_SENT = 1 + 1 + 2 * FIRST_OF_LIMIT + 1 + EVENT;
/** A correct code: the guess, the tries of the day, the use. */
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
  /**
   * By managed login, not through the API: a counted attempt and its end; the pre-token trigger adds an event for the app, and
   * the summary and the day's mark once more.
   */
  federatedSignIn: 2 + SIGNED_IN + (EVENT_ONCE + 1 + 1) + NEW_SESSION,
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

/** Entries of the audit trail, each an account event where these are on: the events that {@link WRITES} counts. */
export const EVENTS = {
  passwordSignIn: 1,
  /** That the code was sent, and the sign-in. */
  otpSignIn: 2,
  passkeySignIn: 1,
  /** The sign-in, and the app that got tokens. */
  federatedSignIn: 2,
  signUp: 1,
  /** The group, and the confirmation. */
  confirm: 2,
  resetPassword: 1,
} as const;

/**
 * Read units. The session is read with the mark that ends all, both consistently; a query that finds little is half a unit: two of
 * them and the mark of groups at a confirmation, one and the known clients at a reset.
 */
export const READS = { session: 2, confirm: 2, resetPassword: 1.5 } as const;

/** Units of the index's busiest key, that of the day's sessions: an entry that comes or goes is one, one that moves two. */
export const DAY_OF_SESSIONS = { comes: 1, moves: 2, goes: 1 } as const;
