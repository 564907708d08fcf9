import { type ReactNode, useState } from "react";
import { Card } from "../../../app/page.tsx";
import { Button, IconButton } from "../../../components/button.tsx";
import { Checkbox, Switch } from "../../../components/choice.tsx";
import { CodeField, Resend } from "../../../components/code-field.tsx";
import { DateRange, type Days } from "../../../components/date-range.tsx";
import { Icon } from "../../../components/icons.tsx";
import { PasswordField } from "../../../components/password-field.tsx";
import { Combobox, Select } from "../../../components/select.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { Columns, Row } from "./layout.tsx";
import * as samples from "./samples.ts";

export function Buttons(): ReactNode {
  return (
    <Card title="Button">
      {(["primary", "secondary", "quiet", "danger"] as const).map((kind) => (
        <Row key={kind}>
          <Button kind={kind}>Send code</Button>
          <Button kind={kind} isBusy>
            Send code
          </Button>
          <Button kind={kind} isDisabled>
            Send code
          </Button>
          <Button kind={kind} size="small">
            <Icon name="plus" />
            Small
          </Button>
        </Row>
      ))}
      <Row>
        <IconButton label="More actions">
          <Icon name="more" />
        </IconButton>
        <IconButton label="Search" kind="secondary">
          <Icon name="search" />
        </IconButton>
        <Button kind="link">A link that does something</Button>
      </Row>
      <Button kind="primary" size="large" isWide>
        Continue
      </Button>
    </Card>
  );
}

export function Fields(): ReactNode {
  const [name, setName] = useState("Ada Lovelace");
  const [password, setPassword] = useState("correct horse");
  const [code, setCode] = useState("123");
  const rule = [
    { text: "At least 15 characters", isMet: password.length >= 15 },
    { text: "Not a common password", isMet: true },
    { text: "Not your name or address", isMet: !password.includes("ada") },
  ];
  return (
    <Card title="TextField, PasswordField, CodeField">
      <Columns>
        <TextField label="Name" value={name} onChange={setName} hint="As others see it." />
        <TextField label="E-mail address" placeholder="name@example.com" isOptional />
        <TextField
          label="E-mail address"
          defaultValue="ada@"
          problem="Enter a whole address, such as name@example.com."
        />
        <TextField label="User id" defaultValue="34d8f418-2051-70cb-1a6d" isDisabled isMono />
        <TextField label="Search" before={<Icon name="search" />} placeholder="Name or address" />
        <TextField label="Reason" rows={3} placeholder="Why is this done?" />
        <PasswordField
          label="Password"
          autoComplete="current-password"
          aside={<a href="#forgot">Forgot password?</a>}
        />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          rule={rule}
        />
        <div>
          <CodeField
            label="Code"
            value={code}
            onChange={setCode}
            hint="Six digits, sent to a***@example.com."
          />
          <Row>
            <Resend waitUntil={samples.LATER} onResend={() => undefined} />
            <Resend onResend={() => undefined} />
          </Row>
        </div>
        <CodeField
          label="Code"
          value="123456"
          onChange={() => undefined}
          problem="Wrong code. Check it, or ask for a new one."
        />
      </Columns>
    </Card>
  );
}

export function Choices(): ReactNode {
  const [group, setGroup] = useState<string>("users");
  const [country, setCountry] = useState<string | null>(null);
  const [days, setDays] = useState<Days | null>({ from: "2026-03-02", to: "2026-03-15" });
  return (
    <Card title="Select, Combobox, DateRange, Checkbox, Switch">
      <Columns>
        <Select label="Group" options={samples.GROUPS} value={group} onChange={setGroup} />
        <Select
          label="Group"
          options={samples.GROUPS}
          value={null}
          onChange={() => undefined}
          problem="Choose a group."
        />
        <Combobox
          label="Country"
          options={samples.COUNTRIES}
          value={country}
          onChange={setCountry}
          placeholder="Type to search"
        />
        <Select label="Group" options={samples.GROUPS} value="admins" onChange={() => undefined} isDisabled />
        <DateRange label="Days" value={days} onChange={setDays} />
      </Columns>
      <Columns>
        <Checkbox defaultSelected hint="Codes are not asked for on this device for 30 days.">
          Remember this device
        </Checkbox>
        <Checkbox>Off</Checkbox>
        <Checkbox isIndeterminate>Some</Checkbox>
        <Checkbox isDisabled isSelected>
          Not changeable
        </Checkbox>
        <Switch defaultSelected hint="A mail for each sign-in from a new device.">
          Tell me of new devices
        </Switch>
        <Switch>Off</Switch>
        <Switch isDisabled>Not changeable</Switch>
      </Columns>
    </Card>
  );
}
