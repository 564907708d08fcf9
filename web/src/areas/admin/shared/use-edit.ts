import { useState } from "react";

type Texts<Name extends string> = Readonly<Record<Name, string>>;

/** What was loaded, as a form shows it, with its version. */
export interface Loaded<Name extends string> {
  readonly values: Texts<Name>;
  readonly version: string;
}

export interface Edit<Name extends string> {
  /** What the form shows: what was typed, else what was loaded. */
  readonly values: Texts<Name>;
  readonly set: (name: Name, text: string) => void;
  /** Fields that say something else than what was loaded. */
  readonly changed: readonly Name[];
  /** The version that the changes were begun from. */
  readonly version: string;
  /** Fields that another person changed while they were edited here, with what is saved there now. */
  readonly meanwhile: Partial<Texts<Name>>;
  /** Goes on from what is saved now. What was typed stays. */
  readonly goOnFrom: (newest: Loaded<Name>) => void;
  /** Forgets what was typed. */
  readonly discard: () => void;
}

/**
 * A form of something that other people may change at the same time. Untouched it follows what is loaded; from the first change on it
 * stays with the version that the user saw, so that saving never overwrites what the user did not see.
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
