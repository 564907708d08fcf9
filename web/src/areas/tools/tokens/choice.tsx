import type { ReactNode } from "react";
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import styles from "./tokens.module.css";

/** One of a few, side by side. */
export function Choice<Key extends string>({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly { readonly id: Key; readonly label: string }[];
  readonly value: Key | null;
  readonly onChange: (id: Key) => void;
}): ReactNode {
  return (
    <RadioGroup
      value={value}
      onChange={(id) => onChange(id as Key)}
      orientation="horizontal"
      className={styles.choice}
    >
      <Label className="visually-hidden">{label}</Label>
      {options.map((option) => (
        <Radio key={option.id} value={option.id} className={styles.option}>
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
