import { useState } from "react";

type Texts<Name extends string> = Readonly<Record<Name, string>>;

/** The loaded values, as a form shows them, with their version. */
export interface Loaded<Name extends string> {
  readonly values: Texts<Name>;
  readonly version: string;
}

export interface Edit<Name extends string> {
  /** The form's values: what was typed, else what was loaded. */
  readonly values: Texts<Name>;
  readonly set: (name: Name, text: string) => void;
  /** Fields that differ from what was loaded. */
  readonly changed: readonly Name[];
  /** The version that the changes are based on. */
  readonly version: string;
  /** Fields that another administrator changed meanwhile, with the saved values. */
  readonly meanwhile: Partial<Texts<Name>>;
  /** Continues from the saved version. What was typed stays. */
  readonly goOnFrom: (newest: Loaded<Name>) => void;
  /** Discards what was typed. */
  readonly discard: () => void;
}

/**
 * A form for data that others may change at the same time. Until the user types, it follows what is loaded; after that it keeps the version
 * that the user saw, so that saving never overwrites changes that the user did not see.
 */
export function useEdit<Name extends string>(current: Loaded<Name>): Edit<Name> {
  const [draft, setDraft] = useState<Partial<Texts<Name>>>({});
  const [seen, setSeen] = useState(current);
  const [meanwhile, setMeanwhile] = useState<Partial<Texts<Name>>>({});
  const names = Object.keys(current.values) as Name[];
  const isChanged = (name: Name, base: Loaded<Name>) =>
    draft[name] !== undefined && draft[name] !== base.values[name];
  const isTouched = names.some((name) => isChanged(name, seen));
  const base = isTouched ? seen : current;
  const discard = () => {
    setDraft({});
    setMeanwhile({});
  };
  return {
    values: { ...base.values, ...draft },
    set: (name, text) => {
      if (!isTouched) setSeen(current);
      setDraft((before) => ({ ...before, [name]: text }));
    },
    changed: names.filter((name) => isChanged(name, base)),
    version: base.version,
    meanwhile,
    goOnFrom: (newest) => {
      const others = names.filter(
        (name) => newest.values[name] !== base.values[name] && isChanged(name, newest),
      );
      setMeanwhile(
        Object.fromEntries(others.map((name) => [name, newest.values[name]])) as Partial<Texts<Name>>,
      );
      setSeen(newest);
    },
    discard,
  };
}
