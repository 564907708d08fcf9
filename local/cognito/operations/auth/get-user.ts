import { listUserAttributes } from "../../attributes/attribute-list.ts";
import { readableAttributes } from "../../attributes/client-access.ts";
import { operation } from "../../operation.ts";

export const getUser = operation("GetUser", (_input, { caller: { client, user } }) => ({
  Username: user.username,
  UserAttributes: listUserAttributes({
    sub: user.sub,
    attributes: readableAttributes(client, user.attributes),
  }),
}));
