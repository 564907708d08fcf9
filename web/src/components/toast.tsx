import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components/Toast";
import { flushSync } from "react-dom";
import { Button, IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";
import styles from "./toast.module.css";

export interface ToastMessage {
  readonly text: string;
  readonly kind?: "success" | "danger";
  /** Stays until it is closed: it says what is left to do. */
  readonly stays?: boolean;
  /** What can be done about it, such as "Undo". */
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

/** Long enough to be read twice; hover and focus stop the time. */
const SHOWN_MS = 6000;

const queue = new ToastQueue<ToastMessage>({
  maxVisibleToasts: 3,
  wrapUpdate: (update) => flushSync(update),
});

/** Shows a toast for some seconds; one with an action, or one that stays, until it is closed. */
export function addToast(message: ToastMessage): void {
  const isBrief = message.action === undefined && message.stays !== true;
  queue.add(message, isBrief ? { timeout: SHOWN_MS } : {});
}

/** Where toasts appear. One per page. */
export function Toasts(): ReactNode {
  const { t } = useLingui();
  return (
    <ToastRegion queue={queue} className={styles.region}>
      {({ toast }) => (
        <Toast toast={toast} className={classNames(styles.toast, styles[toast.content.kind ?? "success"])}>
          <Icon name={toast.content.kind === "danger" ? "alert" : "check"} />
          <ToastContent className={styles.content}>
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.action && (
            <Button
              size="small"
              kind="secondary"
              onPress={() => {
                toast.content.action?.onPress();
                queue.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <IconButton slot="close" size="small" label={t`Close`}>
            <Icon name="close" />
          </IconButton>
        </Toast>
      )}
    </ToastRegion>
  );
}
