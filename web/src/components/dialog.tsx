import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useLayoutEffect, useState } from "react";
import { Dialog as AriaDialog, DialogTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Button, IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";
import styles from "./overlay.module.css";
import { noteScrollbarWidth } from "./scrollbar-width.ts";
import { TextField } from "./text-field.tsx";

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  /** The element that opens it; without one, `isOpen` and `onOpenChange` do. */
  readonly trigger?: ReactNode;
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** A click outside and Escape must not close it, for example while it is busy. */
  readonly isHeld?: boolean;
  readonly role?: "dialog" | "alertdialog";
  readonly isWide?: boolean;
}

function Frame({ title, children, isHeld, role, close }: DialogProps & { readonly close: () => void }) {
  const { t } = useLingui();
  useLayoutEffect(noteScrollbarWidth, []);
  return (
    <AriaDialog className={styles.body} role={role ?? "dialog"}>
      <div className={styles.head}>
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        {role !== "alertdialog" && (
          <IconButton label={t`Close`} size="small" onPress={close} isDisabled={isHeld}>
            <Icon name="close" />
          </IconButton>
        )}
      </div>
      {typeof children === "function" ? children(close) : children}
    </AriaDialog>
  );
}

const withTrigger = (props: DialogProps, overlay: ReactNode): ReactNode =>
  props.trigger === undefined ? (
    overlay
  ) : (
    <DialogTrigger isOpen={props.isOpen} onOpenChange={props.onOpenChange}>
      {props.trigger}
      {overlay}
    </DialogTrigger>
  );

function overlayProps({ trigger, isOpen, onOpenChange, isHeld = false, role }: DialogProps) {
  return {
    ...(trigger === undefined && { isOpen, onOpenChange }),
    isDismissable: !isHeld && role !== "alertdialog",
    isKeyboardDismissDisabled: isHeld,
    className: styles.scrim,
  };
}

/** A question or a small form over the page. */
export function Dialog(props: DialogProps): ReactNode {
  return withTrigger(
    props,
    <ModalOverlay {...overlayProps(props)}>
      {({ state }) => (
        <Modal className={classNames(styles.dialog, props.isWide && styles.wide)}>
          <Frame {...props} close={state.close} />
        </Modal>
      )}
    </ModalOverlay>,
  );
}

/** Shows an item of a list at the side, while the list stays. */
export function Drawer(props: Omit<DialogProps, "role" | "isWide">): ReactNode {
  return withTrigger(
    props,
    <ModalOverlay {...overlayProps(props)}>
      {({ state }) => (
        <Modal className={styles.side}>
          <Frame {...props} close={state.close} />
        </Modal>
      )}
    </ModalOverlay>,
  );
}

/** The row of buttons at a dialog's end, with the primary one last. */
export const DialogFoot = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.foot}>{children}</div>
);

interface ConfirmProps {
  readonly title: string;
  /** What is lost. */
  readonly children: ReactNode;
  /** The verb: "Delete account". */
  readonly action: string;
  /** Runs the action. `false`, or a promise of it, means that it failed, and the dialog stays open. */
  readonly onConfirm: () => unknown;
  readonly trigger?: ReactNode;
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** For the gravest actions: the text that the user must type, such as an e-mail address. */
  readonly typed?: string;
  /** The button's kind; `primary` if nothing is lost. */
  readonly kind?: "danger" | "primary";
}

/** Asks before something is lost, and names it. It stays open and busy until the action is done, and shows a failure. */
export function Confirm(props: ConfirmProps): ReactNode {
  const [isBusy, setBusy] = useState(false);
  return (
    <Dialog {...props} isHeld={isBusy} role="alertdialog">
      {(close) => <ConfirmBody {...props} close={close} isBusy={isBusy} setBusy={setBusy} />}
    </Dialog>
  );
}

function ConfirmBody(
  props: ConfirmProps & {
    readonly close: () => void;
    readonly isBusy: boolean;
    readonly setBusy: (isBusy: boolean) => void;
  },
): ReactNode {
  const { children, action, onConfirm, typed, kind = "danger", close, isBusy, setBusy } = props;
  const { t } = useLingui();
  const [text, setText] = useState("");
  const confirm = async () => {
    setBusy(true);
    try {
      if ((await onConfirm()) !== false) close();
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div>{children}</div>
      {typed !== undefined && (
        <TextField
          label={t`Type ${typed} to confirm`}
          value={text}
          onChange={setText}
          autoComplete="off"
          spellCheck="false"
          autoFocus
        />
      )}
      <DialogFoot>
        <Button onPress={close} isDisabled={isBusy} autoFocus={typed === undefined}>
          {t`Cancel`}
        </Button>
        <Button
          kind={kind}
          isBusy={isBusy}
          isDisabled={typed !== undefined && text.trim() !== typed}
          onPress={() => void confirm()}
        >
          {action}
        </Button>
      </DialogFoot>
    </>
  );
}
