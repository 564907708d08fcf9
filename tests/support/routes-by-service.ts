/** Routes that ask no service, by their `operationId`. */
export const ASK_NOBODY = ["config", "confirmPage", "getDocs", "getHealth", "getOpenapi", "resetPage"];

/** What the table and the bucket alone answer; the guard asks Cognito too, and does without. */
export const ASK_NO_COGNITO = [
  ...[
    "createFile",
    "deleteFile",
    "getFile",
    "inspectToken",
    "listActivity",
    "exportEvents",
    "listEvents",
    "listFiles",
  ],
  ...["listFilesOfUser", "listLiveSessions", "listSessions", "revokeSession", "revokeSessionOfUser"],
];
