import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { User } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import type { IconName } from "../../../components/icons.tsx";

/** An administrator's actions on an account, besides changing its profile and groups. */
export type UserActionName =
  | "enable"
  | "disable"
  | "confirm"
  | "invitation"
  | "reset-password"
  | "reset-mfa"
  | "sign-out";

interface UserAction {
  /** The verb, on buttons and in menus. */
  readonly verb: MessageDescriptor;
  /** What happens, in a sentence. */
  readonly effect: MessageDescriptor;
  readonly done: MessageDescriptor;
  readonly icon: IconName;
  readonly kind: "primary" | "danger";
  /** Whether the account's state allows it; the API would refuse otherwise. */
  readonly isOpenTo: (user: Pick<User, "status" | "enabled">) => boolean;
}

export const USER_ACTIONS: Readonly<Record<UserActionName, UserAction>> = {
  invitation: {
    verb: msg`Send invitation again`,
    effect: msg`A mail with a new temporary password is sent; the one before stops working.`,
    done: msg`Invitation sent`,
    icon: "mail",
    kind: "primary",
    isOpenTo: ({ status, enabled }) => enabled && status === "FORCE_CHANGE_PASSWORD",
  },
  confirm: {
    verb: msg`Confirm account`,
    effect: msg`The account is confirmed without its code. Its password stops working, and a code to choose a new one is mailed.`,
    done: msg`Account confirmed`,
    icon: "check",
    kind: "primary",
    isOpenTo: ({ status, enabled }) => enabled && status === "UNCONFIRMED",
  },
  "reset-password": {
    verb: msg`Reset password`,
    effect: msg`The password stops working, all sessions end, and a code to choose a new password is mailed.`,
    done: msg`Password reset`,
    icon: "key",
    kind: "danger",
    isOpenTo: ({ status, enabled }) => enabled && (status === "CONFIRMED" || status === "RESET_REQUIRED"),
  },
  "reset-mfa": {
    verb: msg`Reset second factors`,
    effect: msg`Second factors and recovery codes are removed, and all sessions end. The next sign-in asks only for the password.`,
    done: msg`Second factors reset`,
    icon: "shield",
    kind: "danger",
    isOpenTo: ({ status }) => status === "CONFIRMED" || status === "RESET_REQUIRED",
  },
  "sign-out": {
    verb: msg`Sign out everywhere`,
    effect: msg`All sessions of the account end, on every device.`,
    done: msg`Signed out everywhere`,
    icon: "signOut",
    kind: "danger",
    isOpenTo: () => true,
  },
  enable: {
    verb: msg`Enable`,
    effect: msg`The account can sign in again.`,
    done: msg`Account enabled`,
    icon: "check",
    kind: "primary",
    isOpenTo: ({ enabled }) => !enabled,
  },
  disable: {
    verb: msg`Disable`,
    effect: msg`The account can't sign in any more, and all its sessions end. Nothing is deleted.`,
    done: msg`Account disabled`,
    icon: "lock",
    kind: "danger",
    isOpenTo: ({ enabled }) => enabled,
  },
};

/** Runs the action on one account. @throws ApiFailure */
export const actOn = (name: UserActionName, id: string, reason: string | undefined): Promise<unknown> =>
  answer(
    api().POST(`/v1/admin/users/{id}/${name}`, {
      params: { path: { id } },
      body: reason === undefined ? {} : { reason },
    }),
  );
