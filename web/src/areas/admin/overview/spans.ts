/** What active users are counted by. */
export const SPANS = ["day", "week", "month"] as const;
export type Span = (typeof SPANS)[number];
