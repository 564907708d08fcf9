import type { ReactNode } from "react";
import { Page } from "../../../app/page.tsx";
import { Buttons, Choices, Fields } from "./controls.tsx";
import { Figures, Tables, Traces } from "./data.tsx";
import { Overlays } from "./overlays.tsx";
import { RowsAndFacts, States, Words } from "./texts.tsx";

/** Every component in each of its states, for screenshots and axe. */
export function ComponentsPage(): ReactNode {
  return (
    <Page title="Components" lead="Every component in each of its states.">
      <Buttons />
      <Fields />
      <Choices />
      <Overlays />
      <Words />
      <RowsAndFacts />
      <States />
      <Figures />
      <Tables />
      <Traces />
    </Page>
  );
}
