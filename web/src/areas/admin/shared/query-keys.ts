/** Keys of what is loaded again after a change. */
export const USERS = ["admin", "users"] as const;
export const GROUPS = ["admin", "groups"] as const;
export const EVENTS = ["admin", "events"] as const;
export const SESSIONS = ["admin", "sessions"] as const;
export const OVERVIEW = ["admin", "overview"] as const;
export const userKey = (id: string) => ["admin", "user", id] as const;

/** A long list has many pages, and all would be loaded again whenever the window regains focus. */
export const LONG_LIST = { refetchOnWindowFocus: false, refetchOnReconnect: false } as const;
