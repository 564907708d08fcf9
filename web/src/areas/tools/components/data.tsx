import { lazy, type ReactNode, Suspense, useState } from "react";
import { Card } from "../../../app/page.tsx";
import { Avatar } from "../../../components/avatar.tsx";
import { Badge } from "../../../components/banner.tsx";
import { Progress, Stat } from "../../../components/figures.tsx";
import { Sequence } from "../../../components/sequence.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import styles from "./components.module.css";
import * as samples from "./samples.ts";

const LineChart = lazy(async () => ({ default: (await import("../../../components/chart.tsx")).LineChart }));
const BarChart = lazy(async () => ({ default: (await import("../../../components/chart.tsx")).BarChart }));

type Person = (typeof samples.PEOPLE)[number];

const COLUMNS: readonly Column<Person>[] = [
  {
    id: "name",
    title: "Name",
    canSort: true,
    cell: ({ name, email }) => (
      <span className={styles.person}>
        <Avatar name={name} size="small" />
        <a href={`#${email}`}>{name}</a>
      </span>
    ),
  },
  { id: "email", title: "E-mail address", cell: ({ email }) => email, isSecondary: true },
  {
    id: "status",
    title: "Status",
    width: 8,
    cell: ({ isOn }) => <Badge tone={isOn ? "success" : "danger"}>{isOn ? "Confirmed" : "Disabled"}</Badge>,
  },
  {
    id: "signIns",
    title: "Sign-ins",
    width: 7,
    isNumber: true,
    cell: ({ signIns }) => signIns,
    isSecondary: true,
  },
];

export function Tables(): ReactNode {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(["2"]));
  const [sorting, setSorting] = useState({ column: "name", isDescending: false });
  return (
    <>
      <Table
        label="People"
        columns={COLUMNS}
        rows={samples.PEOPLE.slice(0, 6)}
        rowKey={({ id }) => id}
        onOpen={() => undefined}
        selection={{ selected, onChange: setSelected, nameOf: ({ name }) => name }}
        sorting={{ ...sorting, onChange: setSorting }}
      />
      <Table
        label="A hundred thousand people"
        columns={COLUMNS}
        rows={samples.PEOPLE}
        rowKey={({ id }) => id}
        onOpen={() => undefined}
      />
      <Table
        label="Empty table"
        columns={COLUMNS}
        rows={[]}
        rowKey={({ id }) => id}
        empty={
          <Empty icon="search" title="Nothing found">
            Try fewer words.
          </Empty>
        }
      />
    </>
  );
}

export function Figures(): ReactNode {
  return (
    <>
      <div className={styles.stats}>
        <Stat label="Users" value={12_480} before={11_900} isMoreBetter />
        <Stat label="Active in 30 days" value={3120} before={3350} isMoreBetter />
        <Stat label="Sign-ups in 7 days" value={96} before={0} hint="New" />
        <Stat label="Sign-in success" value={0.962} before={0.947} isShare isMoreBetter />
      </div>
      <Card title="LineChart, BarChart">
        <Suspense fallback={<Bone height={16} />}>
          <LineChart
            label="Sign-ups and failures by day"
            days={samples.DAYS}
            series={samples.SERIES.slice(0, 2)}
          />
          <BarChart label="Sign-ins by method and day" days={samples.DAYS} series={samples.SERIES} />
        </Suspense>
      </Card>
      <Card title="Progress">
        <Progress label="Space used" value={64} text="64 of 100 MB" />
        <Progress label="Uploading portrait.jpg" />
      </Card>
    </>
  );
}

export function Traces(): ReactNode {
  const [selected, setSelected] = useState("2");
  return (
    <Sequence
      label="A sign-in by code"
      lanes={samples.LANES}
      spans={samples.SPANS}
      selected={selected}
      onSelect={setSelected}
    />
  );
}
