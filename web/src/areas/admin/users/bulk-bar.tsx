import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import type { User } from "../../../../../clients/typescript/api-types.ts";
import { Button, IconButton } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { USER_ACTIONS, type UserActionName } from "../shared/user-actions.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import styles from "./users.module.css";

const ACTIONS = ["sign-out", "enable", "disable"] as const satisfies readonly UserActionName[];

/** Actions on all selected users; lies over the list, so that nothing moves. */
export function BulkBar({
  users,
  onClear,
}: {
  readonly users: readonly User[];
  readonly onClear: () => void;
}): ReactNode {
  const { t } = useLingui();
  const [name, setName] = useState<UserActionName>();
  return (
    <section className={styles.bulk} aria-label={t`Selected users`}>
      <span className={styles.bulkCount} role="status">
        <Plural value={users.length} one="# selected" other="# selected" />
      </span>
      {ACTIONS.map((action) => (
        <Button
          key={action}
          size="small"
          isDisabled={!users.some(USER_ACTIONS[action].isOpenTo)}
          onPress={() => setName(action)}
        >
          <Icon name={USER_ACTIONS[action].icon} />
          {t(USER_ACTIONS[action].verb)}
        </Button>
      ))}
      <IconButton label={t`Clear selection`} size="small" onPress={onClear}>
        <Icon name="close" />
      </IconButton>
      {name !== undefined && (
        <BulkDialog
          name={name}
          users={users.filter(USER_ACTIONS[name].isOpenTo)}
          onClose={() => setName(undefined)}
          onDone={() => {
            setName(undefined);
            onClear();
          }}
        />
      )}
      <span className="visually-hidden">
        <Trans>The space bar selects the focused row.</Trans>
      </span>
    </section>
  );
}
