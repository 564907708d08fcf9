import { Trans } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Card } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { ReasonField, reasonOf } from "./reason-field.tsx";
import { SaveFailure } from "./save-failure.tsx";
import type { Edit, Loaded } from "./use-edit.ts";

/** A card of fields that other administrators may change at the same time: saves with a reason, or continues from what they saved. */
export function EditCard<Name extends string>({
  title,
  verb,
  edit,
  action,
  canSave = true,
  isReadOnly = false,
  onSave,
  loadNewest,
  children,
}: {
  readonly title: string;
  /** On the button that saves. */
  readonly verb: string;
  readonly edit: Edit<Name>;
  readonly action: { readonly isBusy: boolean; readonly error: unknown; readonly reset: () => void };
  readonly canSave?: boolean;
  readonly isReadOnly?: boolean;
  /** @returns whether it was saved */
  readonly onSave: (given: { readonly reason?: string }) => Promise<boolean>;
  readonly loadNewest: () => Promise<Loaded<Name>>;
  readonly children: ReactNode;
}): ReactNode {
  const [reason, setReason] = useState("");
  const [isLoading, setLoading] = useState(false);
  const [loadError, setLoadError] = useState<unknown>(null);
  const isChanged = edit.changed.length > 0;
  const reset = () => {
    action.reset();
    setLoadError(null);
  };
  const save = async () => {
    if (!isChanged || !canSave || action.isBusy) return;
    if (!(await onSave(reasonOf(reason)))) return;
    edit.discard();
    setReason("");
  };
  const loadAgain = async () => {
    setLoading(true);
    try {
      edit.goOnFrom(await loadNewest());
      reset();
    } catch (error) {
      setLoadError(error);
    } finally {
      setLoading(false);
    }
  };
  const foot = (
    <>
      {isChanged && (
        <Button
          kind="quiet"
          onPress={() => {
            edit.discard();
            reset();
          }}
        >
          <Trans>Discard</Trans>
        </Button>
      )}
      <Button kind="primary" type="submit" isBusy={action.isBusy} isDisabled={!isChanged || !canSave}>
        {verb}
      </Button>
    </>
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Card title={title} foot={isReadOnly ? undefined : foot}>
        {children}
        {isChanged && <ReasonField value={reason} onChange={setReason} />}
        <SaveFailure
          error={action.error}
          loadError={loadError}
          onLoadAgain={() => void loadAgain()}
          isBusy={isLoading}
        />
      </Card>
    </form>
  );
}
