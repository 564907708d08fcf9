/** The periods by which active users are counted. */
export const SPANS = ["day", "week", "month"] as const;
export type Span = (typeof SPANS)[number];
