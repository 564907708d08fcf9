import { useLingui } from "@lingui/react/macro";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "../../../components/button.tsx";
import { DialogFoot } from "../../../components/dialog.tsx";
import type { Members } from "./members.ts";

/** A form that changes what Cognito described. */
export interface DescribedForm {
  readonly pool: string;
  readonly described: Members;
  readonly onDone: () => void;
}

/** The item that is open beside a list is in the URL. */
export function useItem() {
  const { item } = useSearch({ from: "/tools/pools" });
  const navigate = useNavigate({ from: "/tools/pools" });
  return {
    item,
    open: (name: string) =>
      void navigate({ search: (before) => ({ ...before, item: name }), resetScroll: false }),
    close: () => void navigate({ search: ({ item: _, ...before }) => before, resetScroll: false }),
  };
}

export function ItemLink({
  item,
  children,
}: {
  readonly item: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Link
      to="/tools/pools"
      search={(before: object) => ({ ...before, item })}
      resetScroll={false}
      title={typeof children === "string" ? children : undefined}
    >
      {children}
    </Link>
  );
}

/** The end of a form in a drawer or dialog. */
export function FormFoot({
  action,
  isBusy,
  isDisabled,
  onCancel,
}: {
  readonly action: string;
  readonly isBusy: boolean;
  readonly isDisabled: boolean;
  readonly onCancel: () => void;
}): ReactNode {
  const { t } = useLingui();
  return (
    <DialogFoot>
      <Button onPress={onCancel}>{t`Cancel`}</Button>
      <Button type="submit" kind="primary" isBusy={isBusy} isDisabled={isDisabled}>
        {action}
      </Button>
    </DialogFoot>
  );
}
