import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icons.tsx";
import styles from "./overlay.module.css";

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly hint?: string;
  readonly onAction: () => void;
  readonly isDisabled?: boolean;
  /** Destructive: at the end, after a separator. */
  readonly isDangerous?: boolean;
  /** One option of a choice: has a check mark while it is selected. */
  readonly isChosen?: boolean;
}

/** A button that opens a menu of actions. */
export function Menu({
  trigger,
  label,
  actions,
}: {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly actions: readonly MenuAction[];
}): ReactNode {
  const firstDanger = actions.findIndex(({ isDangerous }) => isDangerous === true);
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover} offset={4}>
        <AriaMenu className={styles.list} aria-label={label}>
          {actions.flatMap((action, index) => [
            ...(index === firstDanger && index > 0
              ? [<Separator key="line" className={styles.separator} />]
              : []),
            <MenuItem
              key={action.id}
              id={action.id}
              textValue={action.label}
              onAction={action.onAction}
              isDisabled={action.isDisabled}
              aria-current={action.isChosen ? "true" : undefined}
              className={classNames(styles.item, action.isDangerous && styles.danger)}
            >
              {action.icon && <Icon name={action.icon} />}
              <span className={styles.itemText}>
                <span>{action.label}</span>
                {action.hint !== undefined && <span className={styles.itemHint}>{action.hint}</span>}
              </span>
              {action.isChosen && <Icon name="check" />}
            </MenuItem>,
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** The actions of one item of a list, behind a button with three dots. */
export function MoreMenu({
  name,
  actions,
}: {
  readonly name: string;
  readonly actions: readonly MenuAction[];
}): ReactNode {
  const { t } = useLingui();
  return (
    <Menu
      label={name}
      trigger={
        <IconButton size="small" label={t`Actions for ${name}`}>
          <Icon name="more" />
        </IconButton>
      }
      actions={actions}
    />
  );
}
