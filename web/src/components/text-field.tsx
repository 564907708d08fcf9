import { useLingui } from "@lingui/react/macro";
import type { ReactNode, Ref } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import {
  type TextFieldProps as AriaProps,
  TextField as AriaTextField,
} from "react-aria-components/TextField";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import { Icon } from "./icons.tsx";

export interface FieldProps {
  readonly label: string;
  /** Below the field: what is expected. */
  readonly hint?: ReactNode;
  /** What is wrong, and what to do; while it is set, the field is invalid. */
  readonly problem?: ReactNode;
  /** Beside the label: a link, such as "Forgot password?". */
  readonly aside?: ReactNode;
  readonly size?: "large";
}

export interface TextFieldProps extends FieldProps, Omit<AriaProps, "className" | "style" | "children"> {
  readonly placeholder?: string;
  /** Inside the box, before and after the text. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  /** For code and ids: monospaced, and without spell checking. */
  readonly isMono?: boolean;
  /** More lines than one. */
  readonly rows?: number;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly inputClassName?: string;
  /** Marks the label as optional. */
  readonly isOptional?: boolean;
  /** The label is only read out, not shown: for filters in a row. */
  readonly isLabelHidden?: boolean;
  /** Below the hint: parts that belong to the field, such as a password's rule. */
  readonly below?: ReactNode;
}

/** A field's error, below it. */
export function FieldProblem({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <FieldError className={styles.problem}>
      {(validation) => (
        <>
          <Icon name="alert" />
          <span>{children ?? validation.validationErrors.join(" ")}</span>
        </>
      )}
    </FieldError>
  );
}

export function TextField({
  label,
  hint,
  problem,
  aside,
  size,
  placeholder,
  before,
  after,
  isMono,
  rows,
  inputRef,
  inputClassName,
  isOptional,
  isLabelHidden,
  below,
  ...rest
}: TextFieldProps): ReactNode {
  const { t } = useLingui();
  const inputClass = classNames(styles.input, isMono && styles.mono, inputClassName);
  return (
    <AriaTextField
      {...(isMono && { spellCheck: "false" })}
      {...rest}
      isInvalid={problem !== undefined && problem !== null}
      validationBehavior="aria"
      className={classNames(styles.field, size === "large" && styles.large)}
    >
      <Label className={isLabelHidden ? "visually-hidden" : styles.label}>
        {label}
        {isOptional && <span className={styles.optional}> {t`(optional)`}</span>}
      </Label>
      {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      <Group className={styles.box}>
        {before !== undefined && <span className={classNames(styles.affix, styles.before)}>{before}</span>}
        {rows === undefined ? (
          <Input ref={inputRef} className={inputClass} placeholder={placeholder} />
        ) : (
          <TextArea className={inputClass} placeholder={placeholder} rows={rows} />
        )}
        {after !== undefined && <span className={classNames(styles.affix, styles.after)}>{after}</span>}
      </Group>
      {hint !== undefined && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      {below}
      <FieldProblem>{problem}</FieldProblem>
    </AriaTextField>
  );
}
