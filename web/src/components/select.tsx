import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { ComboBox } from "react-aria-components/ComboBox";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, SelectValue } from "react-aria-components/Select";
import { Text } from "react-aria-components/Text";
import { classNames } from "./class-names.ts";
import field from "./field.module.css";
import { Icon } from "./icons.tsx";
import overlay from "./overlay.module.css";
import styles from "./select.module.css";
import { FieldProblem, type FieldProps } from "./text-field.tsx";

export interface Option<Key extends string = string> {
  readonly id: Key;
  readonly label: string;
  readonly hint?: string;
}

interface ChoiceProps<Key extends string> extends Omit<FieldProps, "size" | "aside"> {
  readonly options: readonly Option<Key>[];
  readonly value: Key | null;
  readonly onChange: (id: Key) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  /** The label is only read out, not shown: for filters in a row. */
  readonly isLabelHidden?: boolean;
}

const Options = <Key extends string>({
  options,
}: {
  readonly options?: readonly Option<Key>[];
}): ReactNode => (
  <Popover className={overlay.popover} offset={4}>
    <ListBox
      className={overlay.list}
      {...(options === undefined ? {} : { items: options })}
      renderEmptyState={() => (
        <div className={overlay.nothing}>
          <Trans>Nothing found</Trans>
        </div>
      )}
    >
      {({ id, label, hint }: Option) => (
        <ListBoxItem id={id} textValue={label} className={overlay.item}>
          {({ isSelected }) => (
            <>
              <span className={overlay.itemText}>
                <span>{label}</span>
                {hint !== undefined && <span className={overlay.itemHint}>{hint}</span>}
              </span>
              {isSelected && <Icon name="check" />}
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  </Popover>
);

/** Chooses one of a few options. */
export function Select<Key extends string>(props: ChoiceProps<Key>): ReactNode {
  const { label, hint, problem, options, value, onChange, placeholder, isDisabled, isLabelHidden } = props;
  const { t } = useLingui();
  return (
    <AriaSelect
      value={value}
      onChange={(key) => onChange(key as Key)}
      isDisabled={isDisabled}
      isInvalid={problem !== undefined && problem !== null}
      validationBehavior="aria"
      placeholder={placeholder ?? t`Choose`}
      className={field.field}
    >
      <Label className={isLabelHidden ? "visually-hidden" : field.label}>{label}</Label>
      <Button className={classNames(field.box, styles.button)}>
        <SelectValue className={styles.value}>
          {({ defaultChildren, selectedText, isPlaceholder }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <Icon name="chevronDown" />
      </Button>
      {hint !== undefined && (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      )}
      <FieldProblem>{problem}</FieldProblem>
      <Options options={options} />
    </AriaSelect>
  );
}

interface ComboboxProps<Key extends string> extends ChoiceProps<Key> {
  /** The typed text, if the options come from a search; otherwise the options are filtered here. */
  readonly search?: string;
  readonly onSearch?: (text: string) => void;
}

/** Chooses one of many options by typing. */
export function Combobox<Key extends string>(props: ComboboxProps<Key>): ReactNode {
  const { label, hint, problem, options, value, onChange, placeholder, isDisabled, isLabelHidden } = props;
  const { search, onSearch } = props;
  const items = onSearch === undefined ? { defaultItems: options } : { items: options };
  return (
    <ComboBox
      {...items}
      value={value}
      onChange={(key) => key !== null && onChange(key as Key)}
      {...(search === undefined ? {} : { inputValue: search })}
      {...(onSearch === undefined ? {} : { onInputChange: onSearch })}
      isDisabled={isDisabled}
      isInvalid={problem !== undefined && problem !== null}
      validationBehavior="aria"
      allowsEmptyCollection
      menuTrigger="focus"
      className={field.field}
    >
      <Label className={isLabelHidden ? "visually-hidden" : field.label}>{label}</Label>
      <Group className={field.box}>
        <Input className={field.input} placeholder={placeholder} />
        <Button className={field.reveal}>
          <Icon name="chevronDown" />
        </Button>
      </Group>
      {hint !== undefined && (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      )}
      <FieldProblem>{problem}</FieldProblem>
      <Options />
    </ComboBox>
  );
}
