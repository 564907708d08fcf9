/** An input or output of Cognito's operations, or a part of one. */
export type Members = Readonly<Record<string, unknown>>;
